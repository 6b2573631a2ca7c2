INSERT INTO views.generation (view) VALUES ('availability'), ('seat_map'), ('booking')
