CREATE INDEX event_of_booking ON log.event (
  (CASE WHEN stream_id LIKE 'booking-%' THEN substr(stream_id, 9) ELSE data ->> 'recordLocator' END),
  transaction_id,
  position
)
WHERE CASE WHEN stream_id LIKE 'booking-%' THEN substr(stream_id, 9) ELSE data ->> 'recordLocator' END IS NOT NULL
