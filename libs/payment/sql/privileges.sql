GRANT USAGE ON SCHEMA payment TO :application;
GRANT SELECT, INSERT, UPDATE ON payment.charge TO :application;
GRANT SELECT, INSERT ON payment.refund TO :application;
