CREATE TABLE fares.capture (
  way text NOT NULL CHECK (way IN ('application', 'trigger', 'wal')),
  is_held boolean NOT NULL DEFAULT false,
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
)
