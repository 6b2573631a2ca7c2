GRANT USAGE ON SCHEMA log TO :application;
GRANT SELECT ON log.event TO :application;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append(json) TO :application;
