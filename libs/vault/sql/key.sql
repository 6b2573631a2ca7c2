CREATE TABLE vault.key (
  subject text PRIMARY KEY,
  wrapped bytea NOT NULL
)
