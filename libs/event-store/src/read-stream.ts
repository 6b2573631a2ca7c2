import type { RecordedEvent } from '#contracts';
import type { Pool } from 'pg';
import type { EventRow } from './stored-event.js';
import { eventColumns, recordedEvent } from './stored-event.js';

export interface StreamPage {
  /** The stream's newest version; 0 when there is no such stream. */
  version: number;
  events: RecordedEvent[];
}

/** Reads at most `limit` events of a stream from version `from` on. */
export async function readStream(
  pool: Pool,
  streamId: string,
  { from, limit }: { from: number; limit: number },
): Promise<StreamPage> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_stream',
    text: `SELECT ${eventColumns} FROM log.event
      WHERE stream_id = $1 AND version >= $2 ORDER BY version LIMIT $3`,
    values: [streamId, from, limit],
  });
  const { rows: newest } = await pool.query<{ version: number }>({
    name: 'newest_version',
    text: 'SELECT coalesce(max(version), 0) AS version FROM log.event WHERE stream_id = $1',
    values: [streamId],
  });
  return { version: newest[0]?.version ?? 0, events: rows.map(recordedEvent) };
}
