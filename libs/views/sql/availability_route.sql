ALTER TABLE views.availability
  ADD COLUMN origin text GENERATED ALWAYS AS (split_part(stream_id, '-', 3)) STORED,
  ADD COLUMN destination text GENERATED ALWAYS AS (state ->> 'destination') STORED,
  ADD COLUMN departure_date text GENERATED ALWAYS AS (right(stream_id, 10)) STORED
