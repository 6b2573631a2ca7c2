import type { StreamEvent } from '#contracts';
import type { Pool } from 'pg';
import { type EventRow, eventColumns, recordedEvent } from './stored-event.js';

const pageSize = 1000;

/**
 * A stream's events that were recorded at or before an instant, page by page: all that there will ever be,
 * once a millisecond has gone by since the instant.
 *
 * An event is recorded under its stream's lock, which is held until it is committed. So after a turn with the lock,
 * whatever was recorded before is seen, and what follows is recorded later. (Only a clock that is set back
 * may record once more what an instant has: at the time of the stream's newest event.) An event that is seen and was
 * recorded after the instant tells as much, without the lock: those before it are seen too.
 */
export async function* eventsUntil(
  pool: Pool,
  streamId: string,
  instant: string,
): AsyncGenerator<StreamEvent[]> {
  const until = new Date(instant);
  await pool.query({
    name: 'settle',
    text: `SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))
      WHERE NOT EXISTS (
        SELECT FROM (
          SELECT recorded_at FROM log.event WHERE stream_id = $1 ORDER BY version DESC LIMIT 1
        ) AS newest WHERE recorded_at > $2
      )`,
    values: [streamId, until],
  });
  for (let from = 1, read = pageSize; read === pageSize; from += read) {
    const { rows } = await pool.query<EventRow>({
      name: 'events_until',
      text: `SELECT ${eventColumns} FROM log.event
        WHERE stream_id = $1 AND version >= $2 AND recorded_at <= $3 ORDER BY version LIMIT ${pageSize}`,
      values: [streamId, from, until],
    });
    read = rows.length;
    if (read > 0) yield rows.map(recordedEvent);
  }
}
