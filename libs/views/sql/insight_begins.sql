-- Journeys of bookings that are in the log already: the projector folds them anew, and passes over what other views have.
WITH begun AS (INSERT INTO views.generation (view) VALUES ('journey'), ('lost_sales'))
DELETE FROM streaming.checkpoint WHERE consumer = 'projector'
