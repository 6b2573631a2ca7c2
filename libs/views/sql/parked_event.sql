CREATE TABLE views.parked_event (
  view text NOT NULL,
  stream_id text NOT NULL,
  version integer NOT NULL,
  event json NOT NULL,
  PRIMARY KEY (view, stream_id, version)
)
