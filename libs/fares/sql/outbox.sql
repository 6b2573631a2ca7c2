CREATE TABLE fares.outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  flight_id text NOT NULL,
  cabin text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  revision bigint NOT NULL
)
