CREATE OR REPLACE FUNCTION log.event_hash(
  previous bytea,
  stream_id text,
  version integer,
  type text,
  schema_version integer,
  data text,
  metadata text,
  recorded_at timestamptz
) RETURNS bytea
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN sha256(
    int4send(octet_length(previous)) || previous
    || log.framed(stream_id)
    || int4send(version)
    || log.framed(type)
    || int4send(schema_version)
    || log.framed(data)
    || log.framed(metadata)
    || int8send((extract(epoch FROM recorded_at) * 1000)::bigint)
  );
END
$$
