CREATE OR REPLACE FUNCTION log.lock_first(names text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'append must be the first write of its transaction'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'append needs READ COMMITTED: its checks must see what came before its locks'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  -- In one order everywhere: two appends never wait for each other.
  PERFORM pg_advisory_xact_lock(key)
  FROM (SELECT hashtextextended(name, 0) AS key FROM unnest(names) AS name ORDER BY key) AS sorted;
END
$$
