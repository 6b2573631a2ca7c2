DROP TABLE views.parked_event
