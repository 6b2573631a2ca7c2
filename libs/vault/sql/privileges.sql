GRANT USAGE ON SCHEMA vault TO :application;
REVOKE DELETE ON vault.key FROM :application;
GRANT SELECT, INSERT, UPDATE (wrapped) ON vault.key TO :application;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.keep TO :application;
