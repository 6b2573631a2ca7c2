import type { LogPosition } from '#contracts';
import pg from 'pg';
import type { View, ViewRow } from '../folds/index.js';
import type { ViewStoreConnection } from './postgres-view-store.js';
import {
  liveGeneration,
  rowsByStream,
  storedColumns,
  type StoredRow,
  upsert,
} from './stored-row.js';
import type { FoldedRows } from './view-fold.js';

/** Rows are written and removed so many at a time: others have their turn in between. */
const writtenAtOnce = 1_000;
const removedAtOnce = 5_000;

/**
 * Rows of a view that is built anew beside the live ones, durably: who opens it again goes on. One process builds a
 * view at a time, so that each of its rows is newer than what is there, and is written while more is folded.
 */
export class ViewBuilding<State> implements FoldedRows<State> {
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly pool: pg.Pool,
    private readonly lock: pg.PoolClient,
    private readonly view: View<State, string>,
    private readonly building: { generation: number; position: LogPosition; isResumed: boolean },
  ) {}

  /**
   * Begins, or goes on with what was begun by the same code since the live rows were.
   *
   * @param folds tells code apart: rows that other code has begun are built anew
   * @throws Error when another process builds the view now
   */
  static async open<State>(
    view: View<State, string>,
    { url, onConnectionLost }: ViewStoreConnection,
    folds: string,
  ): Promise<ViewBuilding<State>> {
    const pool = new pg.Pool({
      connectionString: url,
      application_name: 'contrail rebuild',
      statement_timeout: 60_000,
      connectionTimeoutMillis: 10_000,
      idle_in_transaction_session_timeout: 10_000,
    });
    pool.on('error', onConnectionLost);
    const lock = await pool.connect();
    lock.on('error', onConnectionLost);
    try {
      await lockOut(lock, view);
      const begun = await begin(lock, view, folds);
      const opened = new ViewBuilding(pool, lock, view, begun);
      await opened.removeFormer();
      return opened;
    } catch (error) {
      lock.release(true);
      await pool.end();
      throw error;
    }
  }

  /** Where it begins, or goes on: all before it is in the rows. */
  get position(): LogPosition {
    return this.building.position;
  }

  /** Whether an earlier process has begun it. */
  get isResumed(): boolean {
    return this.building.isResumed;
  }

  generation(): Promise<number> {
    return Promise.resolve(this.building.generation);
  }

  async read(streamIds: readonly string[]): Promise<Map<string, ViewRow<State>>> {
    await this.writing;
    const { rows } = await this.pool.query<StoredRow<State>>({
      name: 'rows that are built',
      text: `SELECT ${storedColumns} FROM views.${this.view.name}
        WHERE stream_id = ANY ($1) AND generation = $2`,
      values: [streamIds, this.building.generation],
    });
    return rowsByStream(rows);
  }

  /**
   * Begins to write them, and resolves when those before have been.
   *
   * @throws what has failed of an earlier writing
   */
  async write(changed: readonly ViewRow<State>[]): Promise<Set<string>> {
    await this.writing;
    this.goOn(() => this.put(changed));
    return new Set(changed.map(({ streamId }) => streamId));
  }

  /** Notes that all before a position has been written, once it has. */
  note(position: LogPosition): void {
    this.goOn(() =>
      this.pool.query(
        'UPDATE views.building SET transaction_id = $2, position = $3 WHERE view = $1',
        [this.view.name, position.transactionId, position.position],
      ),
    );
  }

  /**
   * Makes the rows the live ones, in one step for all readers. Nobody else writes the view from before `catchUp`
   * until then, so that no row goes back.
   *
   * @param catchUp folds what the log has got meanwhile; quickly
   * @returns how long nobody else could write the view, in milliseconds
   */
  async swap(catchUp: () => Promise<void>): Promise<number> {
    const { name } = this.view;
    await this.writing;
    await this.lock.query('BEGIN');
    await this.lock.query('SELECT FROM views.generation WHERE view = $1 FOR UPDATE', [name]);
    const begun = performance.now();
    await catchUp();
    await this.writing;
    await this.lock.query('UPDATE views.generation SET generation = $2 WHERE view = $1', [
      name,
      this.building.generation,
    ]);
    await this.lock.query('DELETE FROM views.building WHERE view = $1', [name]);
    await this.lock.query('COMMIT');
    const swapMs = performance.now() - begun;
    await this.removeFormer();
    return swapMs;
  }

  async close(): Promise<void> {
    await this.writing.catch(() => undefined);
    this.lock.release(true);
    await this.pool.end();
  }

  private goOn(step: () => Promise<unknown>): void {
    this.writing = this.writing.then(step);
    // Whoever reads, writes or swaps next is told.
    this.writing.catch(() => undefined);
  }

  private async put(rows: readonly ViewRow<State>[]): Promise<void> {
    for (let from = 0; from < rows.length; from += writtenAtOnce) {
      await this.pool.query({
        name: 'write what is built',
        text: upsert(this.view.name, 'true'),
        values: [JSON.stringify(rows.slice(from, from + writtenAtOnce))],
      });
    }
  }

  /** Rows that are neither live nor being built. */
  private async removeFormer(): Promise<void> {
    const { name } = this.view;
    for (let removed = removedAtOnce; removed === removedAtOnce;) {
      const { rowCount } = await this.pool.query(
        `DELETE FROM views.${name} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM views.${name}
           WHERE generation <> ${liveGeneration(name)} AND generation <> $1 LIMIT ${removedAtOnce}
         ))`,
        [this.building.generation],
      );
      removed = rowCount ?? 0;
    }
  }
}

async function lockOut(client: pg.PoolClient, { name }: View<unknown, string>): Promise<void> {
  const { rows } = await client.query<{ is_taken: boolean }>(
    `SELECT NOT pg_try_advisory_lock(hashtextextended('rebuild ' || $1, 0)) AS is_taken`,
    [name],
  );
  if (rows[0]?.is_taken === true) throw new Error(`${name} is being rebuilt by another process`);
}

async function begin(client: pg.PoolClient, { name }: View<unknown, string>, folds: string) {
  // Of other code, or older than what a migration has begun since: its rows are removed with those of former generations.
  await client.query(
    `DELETE FROM views.building AS begun USING views.generation AS live
     WHERE begun.view = $1 AND live.view = $1
       AND (begun.folds <> $2 OR begun.generation <= live.generation)`,
    [name, folds],
  );
  const { rowCount } = await client.query(
    `INSERT INTO views.building (view, generation, folds)
     SELECT view, greatest(generation + 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint), $2
     FROM views.generation WHERE view = $1 ON CONFLICT (view) DO NOTHING`,
    [name, folds],
  );
  const { rows } = await client.query<{
    generation: string;
    transaction_id: string;
    position: string;
  }>('SELECT generation, transaction_id, position FROM views.building WHERE view = $1', [name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no view ${name}`);
  const { generation, transaction_id: transactionId, position } = row;
  return {
    generation: Number(generation),
    position: { transactionId, position },
    isResumed: rowCount === 0,
  };
}
