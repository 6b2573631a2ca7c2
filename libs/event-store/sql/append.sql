-- stream_ids: every stream that a command claims, each once, with the version it must stand at (0: none yet).
-- event_streams: for each event, in the order of the log, the index of its stream in stream_ids.
CREATE OR REPLACE FUNCTION log.append(
  command_ids text[],
  stream_ids text[],
  expected_versions integer[],
  event_streams integer[],
  types text[],
  schema_versions integer[],
  data json[],
  metadata json[]
) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- An import writes 500 events under one command: by such statistics a scan of the log looks like the quicker way
-- to see whether a command has any.
SET enable_seqscan = off AS $$
DECLARE
  command_id text;
  stream integer;
  newest record;
  versions integer[] := '{}';
  hashes bytea[] := '{}';
  now timestamptz;
BEGIN
  PERFORM log.lock_first(command_ids || stream_ids);

  FOREACH command_id IN ARRAY command_ids LOOP
    IF cardinality(array_positions(command_ids, command_id)) > 1 THEN
      RAISE EXCEPTION 'two commands have the same id' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (SELECT FROM log.event WHERE event.metadata ->> 'commandId' = command_id) THEN
      RETURN json_build_object('outcome', 'repeated', 'commandId', command_id);
    END IF;
  END LOOP;

  now := date_trunc('milliseconds', clock_timestamp());
  FOR stream IN 1 .. cardinality(stream_ids) LOOP
    SELECT event.version, event.hash, event.recorded_at
    INTO newest
    FROM log.event
    WHERE event.stream_id = stream_ids[stream]
    ORDER BY event.version DESC
    LIMIT 1;
    versions[stream] := coalesce(newest.version, 0);
    hashes[stream] := coalesce(newest.hash, '');
    now := greatest(now, newest.recorded_at);
    IF expected_versions[stream] IS NULL THEN
      RAISE EXCEPTION 'a stream is claimed without its expected version'
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF versions[stream] <> expected_versions[stream] THEN
      RETURN json_build_object(
        'outcome', 'conflict', 'streamId', stream_ids[stream], 'version', versions[stream]
      );
    END IF;
  END LOOP;

  FOR event IN 1 .. cardinality(types) LOOP
    IF coalesce(metadata[event] ->> 'commandId', '') <> ALL (command_ids) THEN
      RAISE EXCEPTION 'an event names none of the commands'
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    stream := event_streams[event];
    versions[stream] := versions[stream] + 1;
    hashes[stream] := log.event_hash(
      hashes[stream],
      stream_ids[stream],
      versions[stream],
      types[event],
      schema_versions[event],
      data[event]::text,
      metadata[event]::text,
      now
    );
    INSERT INTO log.event (
      transaction_id, stream_id, version, type, schema_version, data, metadata, recorded_at, hash
    ) VALUES (
      pg_current_xact_id(),
      stream_ids[stream],
      versions[stream],
      types[event],
      schema_versions[event],
      data[event],
      metadata[event],
      now,
      hashes[stream]
    );
  END LOOP;

  -- The versions of stream_ids: to name those that were written in a query took a fifth of the whole function.
  RETURN json_build_object('outcome', 'appended', 'recordedAt', now, 'versions', versions);
END
$$
