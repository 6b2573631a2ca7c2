CREATE TABLE fares.fare (
  flight_id text NOT NULL,
  cabin text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  currency text NOT NULL CHECK (currency = 'USD'),
  revision bigint NOT NULL,
  PRIMARY KEY (flight_id, cabin)
)
