-- No change falls between two ways: writers wait. What one way still holds goes before all that the next one captures: the
-- write-ahead log is not left while the outbox has changes from before it, nor begun while it is still read to its end.
CREATE OR REPLACE FUNCTION fares.capture_by(chosen text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  past text;
BEGIN
  LOCK TABLE fares.fare IN SHARE ROW EXCLUSIVE MODE;
  past := fares.captured_by();
  IF chosen = past THEN
    RETURN;
  ELSIF chosen = 'wal' AND fares.is_held() THEN
    RAISE EXCEPTION 'the write-ahead log is still read to its end';
  ELSIF past = 'wal' AND EXISTS (SELECT FROM fares.outbox) THEN
    RAISE EXCEPTION 'the outbox still has changes from before the write-ahead log';
  ELSIF chosen <> 'wal' AND past <> 'wal' THEN
    PERFORM fares.capture_standing();
  END IF;
  INSERT INTO fares.capture AS present (way) VALUES (chosen)
  ON CONFLICT (only_one) DO UPDATE SET way = chosen, is_held = present.is_held OR past = 'wal';
END
$$
