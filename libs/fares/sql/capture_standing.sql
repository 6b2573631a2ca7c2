-- Once more: a revision that is known changes nothing.
CREATE OR REPLACE FUNCTION fares.capture_standing() RETURNS void
LANGUAGE sql AS $$
  INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
  SELECT flight_id, cabin, amount, currency, revision FROM fares.fare
  WHERE NOT EXISTS (
    SELECT FROM fares.outbox AS waiting
    WHERE (waiting.flight_id, waiting.cabin, waiting.revision) = (fare.flight_id, fare.cabin, fare.revision)
  )
$$
