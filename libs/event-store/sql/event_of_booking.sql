-- Of other types the data is not looked into: ->> refuses texts that json keeps, such as \u0000.
CREATE INDEX event_of_booking ON log.event (
  (CASE WHEN stream_id LIKE 'booking-%' THEN substr(stream_id, 9)
    WHEN type LIKE 'Seat%' THEN data ->> 'recordLocator' END),
  transaction_id,
  position
)
WHERE CASE WHEN stream_id LIKE 'booking-%' THEN substr(stream_id, 9)
    WHEN type LIKE 'Seat%' THEN data ->> 'recordLocator' END IS NOT NULL
