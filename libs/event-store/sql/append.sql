CREATE FUNCTION log.append(commands json) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  obstacle json;
  now timestamptz;
  incoming record;
  last record;
  next_version integer;
  versions jsonb := '{}';
BEGIN
  PERFORM log.lock_streams_and_commands(commands);

  obstacle := log.obstacle(commands);
  IF obstacle IS NOT NULL THEN
    RETURN obstacle;
  END IF;

  SELECT date_trunc('milliseconds', greatest(clock_timestamp(), max(newest.recorded_at)))
  INTO now
  FROM json_array_elements(commands) AS command,
    json_array_elements(command -> 'streams') AS stream
    LEFT JOIN LATERAL (
      SELECT event.recorded_at
      FROM log.event
      WHERE event.stream_id = stream ->> 'streamId'
      ORDER BY event.version DESC
      LIMIT 1
    ) AS newest ON true;

  FOR incoming IN
    SELECT
      event ->> 'streamId' AS stream_id,
      event ->> 'type' AS type,
      (event ->> 'schemaVersion')::integer AS schema_version,
      event -> 'data' AS data,
      event -> 'metadata' AS metadata
    FROM json_array_elements(commands) AS command,
      json_array_elements(command -> 'events') AS event
  LOOP
    SELECT event.version, event.hash
    INTO last
    FROM log.event
    WHERE event.stream_id = incoming.stream_id
    ORDER BY event.version DESC
    LIMIT 1;
    next_version := coalesce(last.version, 0) + 1;

    INSERT INTO log.event (
      transaction_id, stream_id, version, type, schema_version, data, metadata, recorded_at, hash
    ) VALUES (
      pg_current_xact_id(),
      incoming.stream_id,
      next_version,
      incoming.type,
      incoming.schema_version,
      incoming.data,
      incoming.metadata,
      now,
      log.event_hash(
        coalesce(last.hash, ''::bytea),
        incoming.stream_id,
        next_version,
        incoming.type,
        incoming.schema_version,
        incoming.data::text,
        incoming.metadata::text,
        now
      )
    );
    versions := versions || jsonb_build_object(incoming.stream_id, next_version);
  END LOOP;

  RETURN json_build_object('outcome', 'appended', 'recordedAt', now, 'versions', versions);
END
$$
