GRANT USAGE ON SCHEMA streaming TO :application;
GRANT SELECT, INSERT, UPDATE ON streaming.checkpoint TO :application;
GRANT SELECT, INSERT, UPDATE, DELETE ON streaming.parked_message TO :application;
