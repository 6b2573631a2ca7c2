CREATE FUNCTION log.refuse_malformed_commands(commands json) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  fault text;
BEGIN
  SELECT CASE
    WHEN EXISTS (
      SELECT event ->> 'streamId' FROM json_array_elements(command -> 'events') AS event
      EXCEPT
      SELECT stream ->> 'streamId' FROM json_array_elements(command -> 'streams') AS stream
    ) THEN 'an event names a stream that its command does not claim'
    WHEN EXISTS (
      SELECT FROM json_array_elements(command -> 'streams') AS stream
      WHERE stream ->> 'streamId' IS NULL OR stream ->> 'expectedVersion' IS NULL
    ) THEN 'a command claims a stream without its expected version'
    WHEN EXISTS (
      SELECT FROM json_array_elements(command -> 'events') AS event
      WHERE event -> 'metadata' ->> 'commandId' IS DISTINCT FROM command ->> 'commandId'
    ) THEN 'an event names another command than its own'
    WHEN count(*) OVER (PARTITION BY command ->> 'commandId') > 1
      THEN 'two commands have the same id'
  END
  INTO fault
  FROM json_array_elements(commands) AS command
  ORDER BY 1
  LIMIT 1;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION '%', fault USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$$
