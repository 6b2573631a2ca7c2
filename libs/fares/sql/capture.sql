CREATE TABLE fares.capture (
  way text NOT NULL CHECK (way IN ('application', 'trigger')),
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
)
