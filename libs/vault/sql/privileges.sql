GRANT USAGE ON SCHEMA vault TO :application;
GRANT SELECT, INSERT, DELETE ON vault.key TO :application;
