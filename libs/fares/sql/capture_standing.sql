-- Once more: a revision that is known changes nothing.
CREATE OR REPLACE FUNCTION fares.capture_standing() RETURNS void
LANGUAGE sql AS $$
  INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
  SELECT flight_id, cabin, amount, currency, revision FROM fares.fare
$$
