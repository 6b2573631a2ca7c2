GRANT USAGE ON SCHEMA log TO :application;
GRANT SELECT ON log.event TO :application;
GRANT SELECT, INSERT, UPDATE ON log.snapshot TO :application;
GRANT SELECT, INSERT, UPDATE ON log.signed_head TO :application;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.id TO :application;
GRANT EXECUTE ON FUNCTION log.append TO :application;
