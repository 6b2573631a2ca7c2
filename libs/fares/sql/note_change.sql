CREATE OR REPLACE FUNCTION fares.note_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF fares.captured_by() = 'trigger' AND NEW.revision IS DISTINCT FROM OLD.revision THEN
    INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
    VALUES (NEW.flight_id, NEW.cabin, NEW.amount, NEW.currency, NEW.revision);
  END IF;
  RETURN NULL;
END
$$
