import type { AvailabilityState, Shown } from '../folds/index.js';
import {
  liveGeneration,
  type Queries,
  type StoredRow,
  storedColumns,
  viewRow,
} from './stored-row.js';

/** From where to where, and when. */
export interface Route {
  /** IATA airport codes. */
  origin: string;
  destination: string;
  /** Of departure, on the origin's clock: `YYYY-MM-DD`. */
  date: string;
}

/** A flight, and which route's it is. */
export interface FlightOfRoute extends Route {
  streamId: string;
}

/**
 * Origin and date stand in the stream's id and never change, nor does the destination: an update of a row
 * leaves the index alone (a heap-only update), which an index on expressions of `state` would not.
 */
export const flightsOfRoute = `SELECT ${storedColumns} FROM views.availability
  WHERE generation = ${liveGeneration('availability')} AND origin = $1 AND destination = $2 AND departure_date = $3 AND state IS NOT NULL`;

/** The flights of a day from one airport to another. */
export async function search(
  queries: Queries,
  { origin, destination, date }: Route,
): Promise<Shown<AvailabilityState>[]> {
  const { rows } = await queries.query<StoredRow<AvailabilityState> & { state: AvailabilityState }>(
    {
      name: 'flights of a route',
      text: flightsOfRoute,
      values: [origin, destination, date],
    },
  );
  return rows.map((row) => ({ ...viewRow(row), state: row.state }));
}

/** The routes of the next flights by stream id. */
export async function routesAfter(
  queries: Queries,
  streamId: string,
  limit: number,
): Promise<FlightOfRoute[]> {
  const { rows } = await queries.query<FlightOfRoute>({
    name: 'next routes',
    text: `SELECT stream_id AS "streamId", origin, destination, departure_date AS date FROM views.availability
      WHERE stream_id > $1 AND generation = ${liveGeneration('availability')} AND state IS NOT NULL
      ORDER BY stream_id LIMIT $2`,
    values: [streamId, limit],
  });
  return rows;
}
