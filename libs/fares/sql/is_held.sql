-- Whether the outbox waits for what is still to be read from the write-ahead log.
CREATE OR REPLACE FUNCTION fares.is_held() RETURNS boolean
LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((SELECT is_held FROM fares.capture), false)
$$
