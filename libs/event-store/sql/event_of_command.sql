CREATE INDEX event_of_command ON log.event ((metadata ->> 'commandId'))
