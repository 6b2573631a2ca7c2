import pg from 'pg';
import type { AvailabilityState, Shown, View, ViewRow } from '../folds/index.js';
import {
  commonJourneys,
  funnel,
  type FunnelStep,
  type Journey,
  lostSales,
  type LostSalesOfFlight,
  type TimeToTicket,
  timeToTicket,
} from './insights.js';
import { type FlightOfRoute, type Route, routesAfter, search } from './search.js';
import { LiveRows } from './live-rows.js';
import { liveGeneration } from './stored-row.js';
import { ViewFold } from './view-fold.js';

export interface ViewStoreConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

export type { Route } from './search.js';

/** The views' rows in PostgreSQL. */
export class PostgresViewStore {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: ViewStoreConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'contrail views',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  /** The row of a stream; undefined when the view has none yet. */
  async row<State>(
    view: View<State, string>,
    streamId: string,
  ): Promise<ViewRow<State> | undefined> {
    return (await this.rows(view, [streamId])).get(streamId);
  }

  /** The rows of streams, by stream id; those that are there. */
  rows<State>(
    view: View<State, string>,
    streamIds: readonly string[],
  ): Promise<Map<string, ViewRow<State>>> {
    return new LiveRows(this.pool, view).read(streamIds);
  }

  /** The next rows by stream id, so many at most. */
  rowsAfter<State>(
    view: View<State, string>,
    streamId: string,
    limit: number,
  ): Promise<ViewRow<State>[]> {
    return new LiveRows(this.pool, view).readAfter(streamId, limit);
  }

  /** When the building of the view's present rows began, in milliseconds of the database's clock. */
  generation(view: View<unknown>): Promise<number> {
    return new LiveRows(this.pool, view).generation();
  }

  /** The flights of a day from one airport to another. */
  search(route: Route): Promise<Shown<AvailabilityState>[]> {
    return search(this.pool, route);
  }

  /** The routes of the next flights by stream id, so many at most. */
  routesAfter(streamId: string, limit: number): Promise<FlightOfRoute[]> {
    return routesAfter(this.pool, streamId, limit);
  }

  /** How many bookings came to each step. */
  funnel(): Promise<FunnelStep[]> {
    return funnel(this.pool);
  }

  timeToTicket(): Promise<TimeToTicket> {
    return timeToTicket(this.pool);
  }

  /** The paths that most bookings took. */
  journeys(limit: number): Promise<Journey[]> {
    return commonJourneys(this.pool, limit);
  }

  /** The newest counts of refused requests. */
  lostSales(limit: number): Promise<LostSalesOfFlight[]> {
    return lostSales(this.pool, limit);
  }

  /** The version that the view has of each stream; 0 where it has none. */
  async versions(
    view: Pick<View<unknown>, 'name'>,
    streamIds: readonly string[],
  ): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ stream_id: string; version: number }>({
      name: `versions of ${view.name}`,
      text: `SELECT stream_id, version FROM views.${view.name}
        WHERE stream_id = ANY ($1) AND generation = ${liveGeneration(view.name)}`,
      values: [streamIds],
    });
    const versions = new Map(rows.map(({ stream_id, version }) => [stream_id, version]));
    return new Map(streamIds.map((id) => [id, versions.get(id) ?? 0]));
  }

  /** What folds events into the view's rows. */
  folding<State>(view: View<State, string>): ViewFold<State> {
    return new ViewFold(new LiveRows(this.pool, view), view);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
