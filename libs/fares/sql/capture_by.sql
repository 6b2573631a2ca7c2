-- No change falls between two ways: writers wait, and the fares that stand are captured once more. What comes after the
-- write-ahead log is held until all before it has been read from there; so long as it is held, it is read from there as well.
CREATE OR REPLACE FUNCTION fares.capture_by(chosen text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  past text := fares.captured_by();
BEGIN
  IF chosen IS NOT DISTINCT FROM past THEN
    RETURN;
  END IF;
  LOCK TABLE fares.fare IN SHARE ROW EXCLUSIVE MODE;
  IF chosen = 'wal' THEN
    DELETE FROM fares.outbox WHERE fares.is_held();
  ELSIF past IS DISTINCT FROM 'wal' THEN
    PERFORM fares.capture_standing();
  END IF;
  INSERT INTO fares.capture AS present (way) VALUES (chosen)
  ON CONFLICT (only_one) DO UPDATE
    SET way = chosen, is_held = chosen <> 'wal' AND (past = 'wal' OR present.is_held);
END
$$
