DO $$
DECLARE
  application text := current_database() || '_application';
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA views TO %I', application);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA views TO %I', application);
END
$$
