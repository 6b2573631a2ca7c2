-- No change falls between two ways: writers wait, and the fares that stand are captured once more.
CREATE OR REPLACE FUNCTION fares.capture_by(chosen text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF chosen IS NOT DISTINCT FROM fares.captured_by() THEN
    RETURN;
  END IF;
  LOCK TABLE fares.fare IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO fares.capture AS present (way) VALUES (chosen)
  ON CONFLICT (only_one) DO UPDATE SET way = excluded.way;
  INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
  SELECT flight_id, cabin, amount, currency, revision FROM fares.fare;
END
$$
