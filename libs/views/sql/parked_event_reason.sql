ALTER TABLE views.parked_event ADD COLUMN reason text
