-- Whether the outbox waits for what is still to be read from the write-ahead log. Stable: the rows of one statement are
-- all held, or none of them is.
CREATE OR REPLACE FUNCTION fares.is_held() RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT is_held FROM fares.capture), false)
$$
