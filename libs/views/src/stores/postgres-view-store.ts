import type { RecordedEvent } from '#contracts';
import pg from 'pg';
import type { View, ViewRow } from '../folds/index.js';
import { project } from '../folds/index.js';

export interface ViewStoreConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

type NamedView = Pick<View<unknown>, 'name'>;

interface StoredRow {
  stream_id: string;
  generation: string;
  version: number;
  as_of: Date;
  state: unknown;
}

/** The views' rows in PostgreSQL, and the events that wait behind a gap. */
export class PostgresViewStore {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: ViewStoreConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      application_name: 'contrail views',
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  /** The row of a stream; undefined when the view has none yet. */
  async row<State>(view: View<State>, streamId: string): Promise<ViewRow<State> | undefined> {
    return (await this.rows(this.pool, view, [streamId])).get(streamId);
  }

  /** The version that the view has of each stream; 0 where it has none. */
  async versions(view: NamedView, streamIds: readonly string[]): Promise<Map<string, number>> {
    const { rows: found } = await this.pool.query<Pick<StoredRow, 'stream_id' | 'version'>>(
      `SELECT stream_id, version FROM views.${view.name} WHERE stream_id = ANY ($1)`,
      [streamIds],
    );
    const versions = new Map(found.map(({ stream_id, version }) => [stream_id, version]));
    return new Map(streamIds.map((id) => [id, versions.get(id) ?? 0]));
  }

  /**
   * Folds events into the view's rows: duplicates do nothing, what lies behind a gap is parked durably
   * and folded when the gap is filled. One transaction; repeating it changes nothing.
   */
  async fold<State>(view: View<State>, events: readonly RecordedEvent[]): Promise<void> {
    const ours = events.filter(({ streamId }) => streamId.startsWith(view.streams));
    const streamIds = [...new Set(ours.map(({ streamId }) => streamId))].sort();
    if (streamIds.length === 0) return;
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      for (const streamId of streamIds) await lockRow(client, view, streamId);
      const generation = await this.generation(client, view);
      const rows = await this.rows(client, view, streamIds);
      const waiting = await parkedEvents(client, view, streamIds);
      for (const streamId of streamIds) {
        const known = [...ours, ...waiting].filter((event) => event.streamId === streamId);
        const { row, parked } = project(view, generation, rows.get(streamId), known);
        if (row !== undefined) await writeRow(client, view, row);
        await park(client, view, streamId, parked);
      }
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async generation(client: pg.PoolClient, view: NamedView): Promise<number> {
    const { rows } = await client.query<{ generation: string }>(
      'SELECT generation FROM views.generation WHERE view = $1',
      [view.name],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`the view ${view.name} has no generation`);
    return Number(row.generation);
  }

  private async rows<State>(
    client: pg.Pool | pg.PoolClient,
    view: View<State>,
    streamIds: readonly string[],
  ): Promise<Map<string, ViewRow<State>>> {
    const { rows } = await client.query<StoredRow>(
      `SELECT stream_id, generation, version, as_of, state FROM views.${view.name}
       WHERE stream_id = ANY ($1)`,
      [streamIds],
    );
    return new Map(
      rows.map((row) => [
        row.stream_id,
        {
          streamId: row.stream_id,
          generation: Number(row.generation),
          version: row.version,
          asOf: row.as_of.toISOString(),
          state: row.state as State | null,
        },
      ]),
    );
  }
}

/** Two processes that fold one stream take turns, also before it has a row. */
async function lockRow(client: pg.PoolClient, view: NamedView, streamId: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `view ${view.name} ${streamId}`,
  ]);
}

async function parkedEvents(
  client: pg.PoolClient,
  view: NamedView,
  streamIds: readonly string[],
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<{ event: RecordedEvent }>(
    'SELECT event FROM views.parked_event WHERE view = $1 AND stream_id = ANY ($2)',
    [view.name, streamIds],
  );
  return rows.map(({ event }) => event);
}

async function park(
  client: pg.PoolClient,
  view: NamedView,
  streamId: string,
  events: readonly RecordedEvent[],
): Promise<void> {
  await client.query('DELETE FROM views.parked_event WHERE view = $1 AND stream_id = $2', [
    view.name,
    streamId,
  ]);
  for (const event of events) {
    await client.query(
      'INSERT INTO views.parked_event (view, stream_id, version, event) VALUES ($1, $2, $3, $4)',
      [view.name, streamId, event.version, JSON.stringify(event)],
    );
  }
}

async function writeRow(
  client: pg.PoolClient,
  view: NamedView,
  row: ViewRow<unknown>,
): Promise<void> {
  await client.query(
    `INSERT INTO views.${view.name} (stream_id, generation, version, as_of, state)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (stream_id) DO UPDATE SET generation = excluded.generation,
       version = excluded.version, as_of = excluded.as_of, state = excluded.state`,
    [row.streamId, row.generation, row.version, row.asOf, JSON.stringify(row.state)],
  );
}
