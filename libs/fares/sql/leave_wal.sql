-- Nobody can read the write-ahead log to its end: of changes that were not read, what stands is captured by the outbox.
CREATE OR REPLACE FUNCTION fares.leave_wal() RETURNS void
LANGUAGE sql AS $$
  LOCK TABLE fares.fare IN SHARE ROW EXCLUSIVE MODE;
  SELECT fares.capture_standing();
  UPDATE fares.capture SET way = CASE way WHEN 'wal' THEN 'trigger' ELSE way END, is_held = false;
$$
