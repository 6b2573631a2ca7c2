import type { LogPosition, RecordedEvent } from '#contracts';
import type { Pool } from 'pg';
import type { EventRow } from './stored-event.js';
import { eventColumns, positionOf, recordedEvent } from './stored-event.js';

export interface LogBatch {
  events: RecordedEvent[];
  /** Where the next batch begins. */
  next: LogPosition;
}

/**
 * Reads the events after a position, complete and in each stream's own order: only transactions below
 * the snapshot's horizon, before which none can commit any more.
 */
export async function follow(pool: Pool, after: LogPosition, limit: number): Promise<LogBatch> {
  const { rows } = await pool.query<EventRow>({
    name: 'follow',
    text: `SELECT ${eventColumns} FROM log.event
      WHERE (transaction_id, position) > ($1::xid8, $2::bigint)
        AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY transaction_id, position LIMIT $3`,
    values: [after.transactionId, after.position, limit],
  });
  const newest = rows.at(-1);
  return {
    events: rows.map(recordedEvent),
    next: newest === undefined ? after : positionOf(newest),
  };
}
