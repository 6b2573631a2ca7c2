DO $$
DECLARE
  application text := current_database() || '_application';
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA vault TO %I', application);
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON vault.key TO %I', application);
END
$$
