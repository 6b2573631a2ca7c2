-- Can be deleted at any time: what it saves is only time.
CREATE TABLE log.snapshot (
  stream_id text,
  reducer integer,
  version integer NOT NULL CHECK (version > 0),
  recorded_at timestamptz NOT NULL,
  state json NOT NULL,
  PRIMARY KEY (stream_id, reducer)
)
