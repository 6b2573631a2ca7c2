CREATE INDEX availability_by_route ON views.availability (origin, destination, departure_date)
