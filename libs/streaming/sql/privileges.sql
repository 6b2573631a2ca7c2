DO $$
DECLARE
  application text := current_database() || '_application';
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA streaming TO %I', application);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON streaming.checkpoint TO %I', application);
END
$$
