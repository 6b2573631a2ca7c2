-- Events of another log as they were recorded there, in its order: the owner's, and only into a log that has no
-- others. Each is held to its predecessor; an error's detail is the index of the event in the arrays.
CREATE OR REPLACE FUNCTION log.append_restored(
  stream_ids text[],
  versions integer[],
  types text[],
  schema_versions integer[],
  data json[],
  metadata json[],
  recorded_at timestamptz[],
  hashes bytea[]
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off AS $$
DECLARE
  newest record;
BEGIN
  LOCK TABLE log.event IN SHARE ROW EXCLUSIVE MODE;
  -- Two probes of the index: <> would read all that this transaction has restored before.
  IF EXISTS (SELECT FROM log.event WHERE transaction_id < pg_current_xact_id())
    OR EXISTS (SELECT FROM log.event WHERE transaction_id > pg_current_xact_id())
  THEN
    RAISE EXCEPTION 'the log is not empty' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  FOR index IN 1 .. cardinality(types) LOOP
    SELECT event.version, event.hash
    INTO newest
    FROM log.event
    WHERE event.stream_id = stream_ids[index]
    ORDER BY event.version DESC
    LIMIT 1;
    IF versions[index] <> coalesce(newest.version, 0) + 1 THEN
      RAISE EXCEPTION '%@% does not follow version %',
        stream_ids[index], versions[index], coalesce(newest.version, 0)
        USING ERRCODE = 'data_exception', DETAIL = index;
    END IF;
    IF hashes[index] <> log.event_hash(
      coalesce(newest.hash, ''),
      stream_ids[index],
      versions[index],
      types[index],
      schema_versions[index],
      data[index]::text,
      metadata[index]::text,
      recorded_at[index]
    ) THEN
      RAISE EXCEPTION '%@% has another hash than its content', stream_ids[index], versions[index]
        USING ERRCODE = 'data_exception', DETAIL = index;
    END IF;
    INSERT INTO log.event (
      transaction_id, stream_id, version, type, schema_version, data, metadata, recorded_at, hash
    ) VALUES (
      pg_current_xact_id(),
      stream_ids[index],
      versions[index],
      types[index],
      schema_versions[index],
      data[index],
      metadata[index],
      recorded_at[index],
      hashes[index]
    );
  END LOOP;
END
$$
