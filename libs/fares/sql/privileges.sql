GRANT USAGE ON SCHEMA fares TO :application;
GRANT SELECT, INSERT, UPDATE (amount, currency) ON fares.fare TO :application;
GRANT SELECT, INSERT, DELETE ON fares.outbox TO :application;
GRANT SELECT ON fares.capture TO :application;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA fares FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fares.captured_by, fares.is_held, fares.slot, fares.capture_standing TO :application;
