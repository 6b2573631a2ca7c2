-- Rows that were folded before a booking knew its payments and seat changes: the projector makes them again.
WITH emptied AS (DELETE FROM views.booking),
  unparked AS (DELETE FROM views.parked_event WHERE view = 'booking'),
  raised AS (
    UPDATE views.generation SET generation = greatest(generation + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
    WHERE view = 'booking'
  )
DELETE FROM streaming.checkpoint WHERE consumer = 'projector'
