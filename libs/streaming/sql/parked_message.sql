CREATE TABLE streaming.parked_message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consumer text NOT NULL,
  stream_id text NOT NULL,
  version bigint NOT NULL,
  type text NOT NULL,
  message text NOT NULL,
  error text,
  attempts integer NOT NULL DEFAULT 0,
  parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  retry_at timestamptz DEFAULT clock_timestamp(),
  UNIQUE (consumer, stream_id, version)
)
