import type { RecordedEvent } from '#contracts';
import pg from 'pg';
import type { AvailabilityState, Shown, View, ViewRow } from '../folds/index.js';
import { project } from '../folds/index.js';
import { lockRows, park, readGeneration, takeParked, writeRows } from './fold-transaction.js';
import { type Route, search } from './search.js';
import { readRows } from './stored-row.js';

export interface ViewStoreConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

/** The views' rows in PostgreSQL, and the events that wait behind a gap. */
export class PostgresViewStore {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: ViewStoreConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'contrail views',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
      idle_in_transaction_session_timeout: 10_000,
    });
    this.pool.on('error', onConnectionLost);
    // While a fold has a connection, the pool does not listen to it; its query fails, and is told.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** The row of a stream; undefined when the view has none yet. */
  async row<State>(view: View<State>, streamId: string): Promise<ViewRow<State> | undefined> {
    return (await readRows(this.pool, view, [streamId])).get(streamId);
  }

  /** The flights of a day from one airport to another, by departure. */
  search(route: Route): Promise<Shown<AvailabilityState>[]> {
    return search(this.pool, route);
  }

  /** The version that the view has of each stream; 0 where it has none. */
  async versions(
    view: Pick<View<unknown>, 'name'>,
    streamIds: readonly string[],
  ): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ stream_id: string; version: number }>({
      name: `versions of ${view.name}`,
      text: `SELECT stream_id, version FROM views.${view.name} WHERE stream_id = ANY ($1)`,
      values: [streamIds],
    });
    const versions = new Map(rows.map(({ stream_id, version }) => [stream_id, version]));
    return new Map(streamIds.map((id) => [id, versions.get(id) ?? 0]));
  }

  /**
   * Folds events into the view's rows: duplicates do nothing, what lies behind a gap is parked durably
   * and folded when the gap is filled. One transaction; repeating it changes nothing.
   *
   * @returns the rows of the events' streams as they are now: those that changed, and those that have such an
   *   event already
   * @throws what the view throws of an event that it cannot fold: nothing is written
   */
  async fold<State>(
    view: View<State>,
    events: readonly RecordedEvent[],
  ): Promise<ViewRow<State>[]> {
    const ours = events.filter(({ streamId }) => streamId.startsWith(view.streams));
    if (ours.length === 0) return [];
    const client = await this.pool.connect();
    let done = false;
    try {
      await client.query('BEGIN');
      const rows = await foldInto(client, view, ours);
      await client.query('COMMIT');
      done = true;
      return rows;
    } finally {
      // A connection that is closed in mid-transaction rolls it back.
      client.release(!done);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

async function foldInto<State>(
  client: pg.PoolClient,
  view: View<State>,
  events: readonly RecordedEvent[],
): Promise<ViewRow<State>[]> {
  const streamIds = [...new Set(events.map(({ streamId }) => streamId))];
  await lockRows(client, view.name, streamIds);
  const generation = await readGeneration(client, view.name);
  const before = await readRows(client, view, streamIds);
  const parked = await takeParked(client, view.name, streamIds);
  const known = new Map<string, RecordedEvent[]>(streamIds.map((streamId) => [streamId, []]));
  for (const event of [...parked, ...events]) known.get(event.streamId)?.push(event);
  const projections = [...known].map(([streamId, ofStream]) =>
    project(view, generation, before.get(streamId), ofStream),
  );
  const rows = projections.flatMap(({ row }) => (row === undefined ? [] : [row]));
  const changed = rows.filter((row) => row !== before.get(row.streamId));
  await writeRows(client, view.name, changed);
  await park(
    client,
    view.name,
    projections.flatMap((projection) => projection.parked),
  );
  return rows;
}
