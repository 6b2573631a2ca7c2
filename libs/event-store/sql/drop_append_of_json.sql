DROP FUNCTION IF EXISTS
  log.append(json),
  log.obstacle(json),
  log.lock_streams_and_commands(json),
  log.refuse_malformed_commands(json)
