import type { EventMetadata, RecordedEvent, StreamEvent } from '#contracts';
import type { Pool } from 'pg';

export interface Loaded {
  /** Each asked stream's events, in the order of their versions; an unknown stream has none. */
  streams: Map<string, StreamEvent[]>;
  /** What the command wrote when it was handled before, across its streams; empty when it was not. */
  written: RecordedEvent[];
  /** PostgreSQL's clock: decide's time. RFC 3339 UTC with milliseconds. */
  now: string;
}

// A stream is one row, a column one value of JSON: pg spends more on 10,000 rows than PostgreSQL on all the
// rest. json_build_array for each event took three times as long as a json_agg for each column, and an ORDER
// BY in those as long again: events are placed by their versions.
const text = `
  SELECT stream_id, json_agg(version) AS versions, json_agg(type) AS types,
    json_agg(schema_version) AS schema_versions, json_agg(data) AS data, NULL::json AS metadata,
    json_agg(recorded_at AT TIME ZONE 'UTC') AS recorded_at, NULL::json AS hashes
  FROM log.event WHERE stream_id = ANY ($1) GROUP BY stream_id
  UNION ALL
  SELECT stream_id, json_agg(version), json_agg(type), json_agg(schema_version), json_agg(data),
    json_agg(metadata), json_agg(recorded_at AT TIME ZONE 'UTC'), json_agg(encode(hash, 'hex'))
  FROM log.event WHERE metadata ->> 'commandId' = $2 GROUP BY stream_id
  UNION ALL
  SELECT NULL, NULL, NULL, NULL, NULL, NULL,
    to_json(date_trunc('milliseconds', clock_timestamp()) AT TIME ZONE 'UTC'), NULL`;

/**
 * Reads all that a decision rests on in one snapshot: the streams, whether the command was handled
 * before (a repeat would find its own seat taken), and the time.
 */
export async function load(
  pool: Pool,
  streamIds: readonly string[],
  commandId: string,
): Promise<Loaded> {
  const values = [streamIds, commandId];
  const { rows } = await pool.query<LoadedRow>({ name: 'load', text, values });
  const streams = new Map<string, StreamEvent[]>(streamIds.map((streamId) => [streamId, []]));
  const written: RecordedEvent[] = [];
  let now: string | undefined;
  for (const row of rows) {
    if (row.stream_id === null) now = instant(row.recorded_at);
    else if (row.metadata === null) streams.set(row.stream_id, streamEvents(row));
    else written.push(...writtenEvents(row));
  }
  if (now === undefined) throw new Error('the log answered without its clock');
  return { streams, written, now };
}

/** Columns, the events of a stream in each of them in one order, whatever it is. */
interface StreamRow {
  stream_id: string;
  versions: number[];
  types: string[];
  schema_versions: number[];
  data: unknown[];
  recorded_at: string[];
}

interface WrittenRow extends StreamRow {
  metadata: EventMetadata[];
  hashes: string[];
}

type LoadedRow =
  (StreamRow & { metadata: null }) | WrittenRow | { stream_id: null; recorded_at: string };

/** A stream has no gap. */
function streamEvents(row: StreamRow): StreamEvent[] {
  const events = new Array<StreamEvent>(row.versions.length);
  for (const [index, version] of row.versions.entries()) events[version - 1] = eventAt(row, index);
  return events;
}

function writtenEvents(row: WrittenRow): RecordedEvent[] {
  return row.metadata
    .map((metadata, index) => ({ ...eventAt(row, index), metadata, hash: row.hashes[index] ?? '' }))
    .sort((a, b) => a.version - b.version);
}

function eventAt(row: StreamRow, index: number): StreamEvent {
  return {
    streamId: row.stream_id,
    version: row.versions[index] ?? 0,
    type: row.types[index] ?? '',
    schemaVersion: row.schema_versions[index] ?? 0,
    data: row.data[index],
    recordedAt: instant(row.recorded_at[index] ?? ''),
  };
}

/** Of a timestamp of UTC as JSON has it: without zeros at its end. */
function instant(timestamp: string): string {
  return timestamp.length === 23 ? `${timestamp}Z` : new Date(`${timestamp}Z`).toISOString();
}
