ALTER TABLE views.parked_event DROP COLUMN reason
