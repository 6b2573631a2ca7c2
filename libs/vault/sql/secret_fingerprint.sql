CREATE TABLE vault.secret_fingerprint (
  fingerprint bytea NOT NULL,
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
)
