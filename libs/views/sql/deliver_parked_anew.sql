-- What was parked because it could not be folded is the stream's to retry now: all is delivered again.
WITH unparked AS (DELETE FROM views.parked_event RETURNING view)
DELETE FROM streaming.checkpoint WHERE consumer = 'projector' AND EXISTS (SELECT FROM unparked)
