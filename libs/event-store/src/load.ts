import type { RecordedEvent, StreamEvent } from '#contracts';
import type { Pool } from 'pg';
import type { EventRow } from './stored-event.js';
import { recordedEvent } from './stored-event.js';

export interface Loaded {
  /** Each asked stream's events, in the order of their versions; an unknown stream has none. */
  streams: Map<string, StreamEvent[]>;
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
    // Streams are long, and a number is read faster than an instant.
    text: `SELECT stream_id, version, type, schema_version, data, ${milliseconds('recorded_at')} AS at,
        NULL::json AS metadata, NULL::timestamptz AS recorded_at, NULL::bytea AS hash
      FROM log.event WHERE stream_id = ANY ($1)
      UNION ALL
      SELECT stream_id, version, type, schema_version, data, NULL, metadata, recorded_at, hash
      FROM log.event WHERE metadata ->> 'commandId' = $2
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, NULL, ${milliseconds('clock_timestamp()')}, NULL, NULL, NULL`,
    values: [streamIds, commandId],
  });
  const streams = new Map<string, StreamEvent[]>(streamIds.map((streamId) => [streamId, []]));
  const written: RecordedEvent[] = [];
  let now: string | undefined;
  for (const row of rows) {
    if (row.stream_id === null) now = instant(row.at);
    else if (row.metadata !== null) written.push(recordedEvent(row));
    else place(streams.get(row.stream_id) ?? [], row);
  }
  if (now === undefined) throw new Error('the log answered without its clock');
  written.sort((a, b) => a.version - b.version);
  return { streams, written, now };
}

type StreamRow = Pick<EventRow, 'stream_id' | 'version' | 'type' | 'schema_version' | 'data'>;
type LoadedRow =
  | (StreamRow & { metadata: null; at: number })
  | (StreamRow & Pick<EventRow, 'metadata' | 'recorded_at' | 'hash'>)
  | { stream_id: null; at: number };

/** The rows come in any order; a stream has no gap. */
function place(events: StreamEvent[], row: StreamRow & { at: number }): void {
  const { stream_id: streamId, version, type, schema_version: schemaVersion, data, at } = row;
  const recordedAt = instant(at);
  events[version - 1] = { streamId, version, type, schemaVersion, data, recordedAt };
}

function milliseconds(timestamp: string): string {
  return `floor(extract(epoch FROM ${timestamp}) * 1000)::float8`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
