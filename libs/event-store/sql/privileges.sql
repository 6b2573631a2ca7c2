DO $$
DECLARE
  application text := current_database() || '_application';
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA log TO %I', application);
  EXECUTE format('GRANT SELECT ON log.event TO %I', application);
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
  EXECUTE format('GRANT EXECUTE ON FUNCTION log.append(json) TO %I', application);
END
$$
