-- By the clock, so that the revisions of a fare that was deleted, or of a table that was lost, are not given again.
CREATE OR REPLACE FUNCTION fares.revise() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.flight_id, NEW.cabin, NEW.amount, NEW.currency)
    = (OLD.flight_id, OLD.cabin, OLD.amount, OLD.currency) THEN
    NEW.revision := OLD.revision;
  ELSE
    NEW.revision := greatest(OLD.revision + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint);
  END IF;
  RETURN NEW;
END
$$
