CREATE TABLE views.building (
  view text PRIMARY KEY REFERENCES views.generation,
  generation bigint NOT NULL,
  folds text NOT NULL,
  transaction_id xid8 NOT NULL DEFAULT '0',
  position bigint NOT NULL DEFAULT 0
)
