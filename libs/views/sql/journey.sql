CREATE TABLE views.journey (
  stream_id text,
  generation bigint NOT NULL,
  version integer NOT NULL,
  as_of timestamptz NOT NULL,
  state json,
  PRIMARY KEY (stream_id, generation)
)
