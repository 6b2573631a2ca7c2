GRANT USAGE ON SCHEMA timers TO :application;
GRANT SELECT, INSERT, UPDATE, DELETE ON timers.timer TO :application;
