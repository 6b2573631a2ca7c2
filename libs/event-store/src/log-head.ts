import { createHash } from 'node:crypto';
import { type LogPosition, startOfLog } from '#contracts';
import type pg from 'pg';

/** How far the log has been read, and one hash for all that was read. */
export interface LogHead {
  /** How many events, in the order of the log. */
  events: number;
  /** Where the last of them stands. */
  position: LogPosition;
  /** SHA-256, hex: over the hash of the head one event before, then that of the event. */
  hash: string;
}

export const headOfNothing: LogHead = { events: 0, position: startOfLog, hash: '0'.repeat(64) };

const pageSize = 1000;

/**
 * The head at each event after `head`, in order, below the snapshot's horizon: nothing can come before
 * one of them any more, so a head that was true once is true for ever.
 */
export async function* headsAfter(
  queries: Pick<pg.Pool | pg.Client, 'query'>,
  head: LogHead,
): AsyncGenerator<LogHead> {
  for (let newest = head, read = pageSize; read === pageSize;) {
    const { rows } = await queries.query<HashRow>({
      name: 'hashes',
      text: `SELECT transaction_id, position, hash FROM log.event
        WHERE (transaction_id, position) > ($1::xid8, $2::bigint)
          AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY transaction_id, position LIMIT ${pageSize}`,
      values: [newest.position.transactionId, newest.position.position],
    });
    for (const row of rows) yield (newest = next(newest, row));
    read = rows.length;
  }
}

interface HashRow {
  transaction_id: string;
  position: string;
  hash: Buffer;
}

function next(head: LogHead, row: HashRow): LogHead {
  return {
    events: head.events + 1,
    position: { transactionId: row.transaction_id, position: row.position },
    hash: createHash('sha256').update(head.hash, 'hex').update(row.hash).digest('hex'),
  };
}

/** Of how many events the newest signed head is, as the database knows; 0: none was signed. */
export async function signedEvents(
  queries: Pick<pg.Pool | pg.Client, 'query'>,
  log: string,
): Promise<number> {
  const { rows } = await queries.query<{ events: string }>(
    'SELECT events FROM log.signed_head WHERE log = $1',
    [log],
  );
  return Number(rows[0]?.events ?? 0);
}

/** Tells a log from all others. */
export async function logId(queries: Pick<pg.Pool | pg.Client, 'query'>): Promise<string> {
  const { rows } = await queries.query<{ id: string }>('SELECT log.id() AS id');
  const [row] = rows;
  if (row === undefined) throw new Error('the database answered without its identifier');
  return row.id;
}
