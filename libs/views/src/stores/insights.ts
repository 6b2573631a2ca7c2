import { type JourneyStep, journeySteps, type LostSales } from '../folds/index.js';
import { liveGeneration, type Queries } from './stored-row.js';

/**
 * Counts over all bookings, for operators: a query reads the whole view, and the pool's statement_timeout ends one that
 * takes too long. No index would spare the reading of rows of which most are counted.
 */
const journeys = `FROM views.journey WHERE generation = ${liveGeneration('journey')}`;

/** SQL of when a booking came to a step. */
function reached(step: JourneyStep): string {
  return `(state -> 'reached' ->> '${step}')`;
}

export interface FunnelStep {
  step: JourneyStep;
  /** How many bookings came so far. */
  count: number;
}

export async function funnel(queries: Queries): Promise<FunnelStep[]> {
  const counts = journeySteps.map((step) => `count(${reached(step)})::integer`);
  const { rows } = await queries.query<{ counts: number[] }>({
    name: 'funnel',
    text: `SELECT ARRAY[${counts.join(', ')}] AS counts ${journeys}`,
  });
  return journeySteps.map((step, index) => ({ step, count: rows[0]?.counts[index] ?? 0 }));
}

/** From a hold to its tickets, in milliseconds; null while nothing is ticketed. */
export interface TimeToTicket {
  count: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}

export async function timeToTicket(queries: Queries): Promise<TimeToTicket> {
  const { rows } = await queries.query<{ count: number; percentiles: number[] | null }>({
    name: 'time to ticket',
    text: `SELECT count(*)::integer AS count,
        percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY milliseconds) AS percentiles
      FROM (
        SELECT (extract(epoch FROM ${reached('ticketed')}::timestamptz
          - ${reached('held')}::timestamptz) * 1000)::double precision AS milliseconds ${journeys}
      ) AS ticketed WHERE milliseconds IS NOT NULL`,
  });
  const { count = 0, percentiles } = rows[0] ?? {};
  const [p50Ms = null, p95Ms = null, p99Ms = null] = (percentiles ?? []).map(Math.round);
  return { count, p50Ms, p95Ms, p99Ms };
}

export interface Journey {
  /** Types of events. */
  path: string[];
  /** How many bookings took it. */
  count: number;
}

/** The paths that most bookings took. @param limit how many */
export async function commonJourneys(queries: Queries, limit: number): Promise<Journey[]> {
  const { rows } = await queries.query<Journey>({
    name: 'journeys',
    text: `SELECT path::json AS path, count FROM (
        SELECT state ->> 'path' AS path, count(*)::integer AS count ${journeys} GROUP BY 1
      ) AS taken ORDER BY count DESC, taken.path LIMIT $1`,
    values: [limit],
  });
  return rows;
}

export interface LostSalesOfFlight extends LostSales {
  flightId: string;
}

/**
 * The newest counts of refused requests. A row whose newest event is older than those of `limit` others cannot have
 * one of them: the index gives the rows, however many flights there have been.
 */
export const newestLostSales = `
  SELECT flight.state ->> 'flightId' AS "flightId", lost.* FROM (
    SELECT state FROM views.lost_sales WHERE generation = ${liveGeneration('lost_sales')}
    ORDER BY as_of DESC LIMIT $1
  ) AS flight, json_to_recordset(flight.state -> 'counts') AS lost (cabin text, minute text, reason text, count integer)
  ORDER BY lost.minute DESC, "flightId", lost.cabin, lost.reason LIMIT $1`;

/** @param limit how many */
export async function lostSales(queries: Queries, limit: number): Promise<LostSalesOfFlight[]> {
  const { rows } = await queries.query<LostSalesOfFlight>({
    name: 'lost sales',
    text: newestLostSales,
    values: [limit],
  });
  return rows;
}
