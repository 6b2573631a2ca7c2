CREATE FUNCTION log.lock_streams_and_commands(commands json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  key bigint;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'append must be the first write of its transaction'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF EXISTS (
    SELECT event ->> 'streamId'
    FROM json_array_elements(commands) AS command,
      json_array_elements(command -> 'events') AS event
    EXCEPT
    SELECT stream ->> 'streamId'
    FROM json_array_elements(commands) AS command,
      json_array_elements(command -> 'streams') AS stream
  ) THEN
    RAISE EXCEPTION 'an event names a stream that its command does not claim'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOR key IN
    SELECT hashtextextended(name, 0) AS key
    FROM (
      SELECT 'command ' || (command ->> 'commandId') AS name
      FROM json_array_elements(commands) AS command
      UNION
      SELECT 'stream ' || (stream ->> 'streamId')
      FROM json_array_elements(commands) AS command,
        json_array_elements(command -> 'streams') AS stream
    ) AS names
    ORDER BY key
  LOOP
    PERFORM pg_advisory_xact_lock(key);
  END LOOP;
END
$$
