CREATE UNIQUE INDEX event_in_order ON log.event (transaction_id, position)
