CREATE INDEX event_of_correlation ON log.event ((metadata ->> 'correlationId'), transaction_id, position)
