CREATE TABLE views.availability (
  stream_id text PRIMARY KEY,
  generation bigint NOT NULL,
  version integer NOT NULL,
  as_of timestamptz NOT NULL,
  state json
)
