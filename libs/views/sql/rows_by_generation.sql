-- A view that is built anew stands beside the live one until views.generation names it.
ALTER TABLE views.availability DROP CONSTRAINT availability_pkey, ADD PRIMARY KEY (stream_id, generation);
ALTER TABLE views.seat_map DROP CONSTRAINT seat_map_pkey, ADD PRIMARY KEY (stream_id, generation);
ALTER TABLE views.booking DROP CONSTRAINT booking_pkey, ADD PRIMARY KEY (stream_id, generation)
