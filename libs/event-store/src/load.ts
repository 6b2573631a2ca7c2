import type { RecordedEvent } from '#contracts';
import type { Pool } from 'pg';
import type { EventRow } from './stored-event.js';
import { eventColumns, recordedEvent } from './stored-event.js';

export interface Loaded {
  /** Each asked stream's events, in the order of their versions; an unknown stream has none. */
  streams: Map<string, RecordedEvent[]>;
  /** What the command wrote when it was handled before, across its streams; empty when it was not. */
  written: RecordedEvent[];
  /** PostgreSQL's clock: decide's time. RFC 3339 UTC with milliseconds. */
  now: string;
}

/**
 * Reads all that a decision rests on in one snapshot: the streams, whether the command was handled
 * before (a repeat would find its own seat taken), and the time.
 */
export async function load(
  pool: Pool,
  streamIds: readonly string[],
  commandId: string,
): Promise<Loaded> {
  const { rows } = await pool.query<LoadedRow>({
    name: 'load',
    text: `SELECT clock_timestamp() AS clock, ${eventColumns}
      FROM (VALUES (1)) AS always
        LEFT JOIN log.event
          ON event.stream_id = ANY ($1) OR event.metadata ->> 'commandId' = $2
      ORDER BY event.stream_id, event.version`,
    values: [streamIds, commandId],
  });
  const streams = new Map<string, RecordedEvent[]>(streamIds.map((streamId) => [streamId, []]));
  const written: RecordedEvent[] = [];
  let now: string | undefined;
  for (const row of rows) {
    now = row.clock.toISOString();
    if (row.stream_id === null) continue;
    const event = recordedEvent(row);
    streams.get(event.streamId)?.push(event);
    if (event.metadata.commandId === commandId) written.push(event);
  }
  if (now === undefined) throw new Error('the log answered without its clock');
  return { streams, written, now };
}

type LoadedRow = { clock: Date } & (EventRow | { stream_id: null });
