GRANT USAGE ON SCHEMA streaming TO :application;
GRANT SELECT, INSERT, UPDATE ON streaming.checkpoint TO :application;
