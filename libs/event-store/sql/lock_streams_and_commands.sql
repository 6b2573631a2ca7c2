CREATE OR REPLACE FUNCTION log.lock_streams_and_commands(commands json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  key bigint;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'append must be the first write of its transaction'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'append needs READ COMMITTED: its checks must see what came before its locks'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  PERFORM log.refuse_malformed_commands(commands);
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
