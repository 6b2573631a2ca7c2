-- What waits behind a gap is the stream's to park now: all is delivered again.
DELETE FROM streaming.checkpoint WHERE consumer = 'projector' AND EXISTS (SELECT FROM views.parked_event)
