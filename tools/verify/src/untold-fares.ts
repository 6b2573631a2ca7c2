import type { Snapshot } from './snapshot.js';

/**
 * How many fares of scheduled flights are newer than what their flights have been told. They are no difference, since
 * the change may be on its way.
 */
export async function countUntoldFares({ client }: Snapshot): Promise<number> {
  const { rows } = await client.query<{ untold: number }>(
    `SELECT count(*)::integer AS untold FROM fares.fare
      WHERE EXISTS (SELECT FROM log.event WHERE stream_id = 'flight-' || fare.flight_id)
        AND NOT EXISTS (
          SELECT FROM log.event
          WHERE stream_id = 'flight-' || fare.flight_id AND type = 'FareChanged'
            AND data ->> 'cabin' = fare.cabin AND (data ->> 'revision')::bigint >= fare.revision)`,
  );
  return rows[0]?.untold ?? 0;
}
