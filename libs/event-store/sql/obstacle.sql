CREATE FUNCTION log.obstacle(commands json) RETURNS json
LANGUAGE plpgsql STABLE AS $$
DECLARE
  found json;
BEGIN
  SELECT json_build_object('outcome', 'repeated', 'commandId', command ->> 'commandId')
  INTO found
  FROM json_array_elements(commands) AS command
  WHERE EXISTS (
    SELECT FROM log.event WHERE metadata ->> 'commandId' = command ->> 'commandId'
  )
  LIMIT 1;
  IF found IS NOT NULL THEN
    RETURN found;
  END IF;

  SELECT json_build_object(
    'outcome', 'conflict',
    'streamId', stream ->> 'streamId',
    'version', present.version
  )
  INTO found
  FROM json_array_elements(commands) AS command,
    json_array_elements(command -> 'streams') AS stream,
    LATERAL (
      SELECT coalesce(max(event.version), 0) AS version
      FROM log.event
      WHERE event.stream_id = stream ->> 'streamId'
    ) AS present
  WHERE present.version <> (stream ->> 'expectedVersion')::integer
  LIMIT 1;
  RETURN found;
END
$$
