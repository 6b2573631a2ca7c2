-- A flight's seats stand in its row of availability. Where the two were folded up to different events, the projector makes the row again.
CREATE TEMPORARY TABLE joined ON COMMIT DROP AS
  SELECT flight.stream_id, flight.version, flight.as_of,
    (left(flight.state::text, -1) || ',"taken":' || (seats.state -> 'taken')::text || '}')::json AS state
  FROM views.availability AS flight
    JOIN views.generation AS live ON live.view = 'availability' AND live.generation = flight.generation
    JOIN views.seat_map AS seats ON seats.stream_id = flight.stream_id AND seats.version = flight.version
    JOIN views.generation AS live_seats ON live_seats.view = 'seat_map' AND live_seats.generation = seats.generation;
DELETE FROM streaming.checkpoint WHERE consumer = 'projector'
  AND (SELECT count(*) FROM joined) < (SELECT count(DISTINCT stream_id) FROM views.availability);
DELETE FROM views.building WHERE view IN ('availability', 'seat_map');
DELETE FROM views.generation WHERE view = 'seat_map';
UPDATE views.generation SET generation = greatest(generation + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
WHERE view = 'availability';
TRUNCATE views.availability;
INSERT INTO views.availability (stream_id, generation, version, as_of, state)
  SELECT stream_id, generation, version, as_of, state FROM joined, views.generation WHERE view = 'availability';
DROP TABLE views.seat_map
