import { consumers, type LogPosition, startOfLog } from '#contracts';
import type pg from 'pg';

/** One snapshot of the database: log, views and checkpoints of one moment, while writers go on. */
export interface Snapshot {
  client: pg.Client;
  /** In the log. */
  events: number;
  /** The first transaction that no event can be of. */
  ceiling: bigint;
  /** How far the projector has folded the log. */
  projected: LogPosition;
  /** Generations of the views, by name. */
  generations: ReadonlyMap<string, number>;
}

/** It writes nothing, so it has no transaction id and holds back no follower of the log. */
export async function openSnapshot(client: pg.Client): Promise<Snapshot> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows } = await client.query<{ events: string; ceiling: string }>(
    `SELECT (SELECT count(*) FROM log.event) AS events,
      pg_snapshot_xmax(pg_current_snapshot()) AS ceiling`,
  );
  const [log] = rows;
  if (log === undefined) throw new Error('the log answered without its size');
  const { rows: generations } = await client.query<{ view: string; generation: string }>(
    'SELECT view, generation FROM views.generation',
  );
  return {
    client,
    events: Number(log.events),
    ceiling: BigInt(log.ceiling),
    projected: await projectedTo(client),
    generations: new Map(generations.map(({ view, generation }) => [view, Number(generation)])),
  };
}

async function projectedTo(client: pg.Client): Promise<LogPosition> {
  const { rows } = await client.query<{ transaction_id: string; position: string }>(
    'SELECT transaction_id, position FROM streaming.checkpoint WHERE consumer = $1',
    [consumers.projector.description],
  );
  const [row] = rows;
  return row === undefined
    ? startOfLog
    : { transactionId: row.transaction_id, position: row.position };
}

const fetched = 1000;

/**
 * The rows of a query, a few at a time, however many there are.
 *
 * @param planFor `first`: as for the first row alone, along an index and without sorting a table on disk;
 * `all`: as for all of them
 */
export async function* pagesOf<Row extends pg.QueryResultRow>(
  client: pg.Client,
  query: string,
  planFor: 'first' | 'all',
): AsyncGenerator<Row[]> {
  await client.query(`SET LOCAL cursor_tuple_fraction = ${planFor === 'first' ? 0 : 1}`);
  await client.query(`DECLARE verified NO SCROLL CURSOR FOR ${query}`);
  for (let read = fetched; read === fetched;) {
    const { rows } = await client.query<Row>(`FETCH ${fetched} FROM verified`);
    yield rows;
    read = rows.length;
  }
  await client.query('CLOSE verified');
}
