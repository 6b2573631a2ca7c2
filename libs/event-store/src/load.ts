import {
  type EventMetadata,
  flightReducerVersion,
  type LoadedStream,
  type RecordedEvent,
  type Snapshot,
  type StreamEvent,
} from '#contracts';
import type { Pool, QueryConfig } from 'pg';

export interface Loaded {
  /** Each asked stream, its events in the order of their versions; an unknown one has none. */
  streams: Map<string, LoadedStream>;
  /** What the commands wrote when they were handled before, across their streams; empty when none was. */
  written: RecordedEvent[];
  /** PostgreSQL's clock: decide's time. RFC 3339 UTC with milliseconds. */
  now: string;
}

// A stream is one row, a column one value of JSON: pg spends more on 10,000 rows than PostgreSQL on all the
// rest. json_build_array for each event took three times as long as a json_agg for each column, and an ORDER
// BY in those as long again: events are placed by their versions. A command that was handled before is answered as
// it was then: by all events of the streams that it wrote to, since a snapshot may be of a later version. OFFSET 0
// has each command looked up by the index, whatever the statistics say of how many events one has.
const text = `
  WITH written AS MATERIALIZED (
    SELECT stream_id, json_agg(version) AS versions, json_agg(type) AS types,
      json_agg(schema_version) AS schema_versions, json_agg(data) AS data,
      json_agg(metadata) AS metadata, json_agg(recorded_at AT TIME ZONE 'UTC') AS recorded_at,
      json_agg(encode(hash, 'hex')) AS hashes
    FROM unnest($2::text[]) AS command (id) CROSS JOIN LATERAL (
      SELECT * FROM log.event WHERE metadata ->> 'commandId' = command.id OFFSET 0
    ) AS event
    GROUP BY stream_id
  )
  SELECT stream.id AS stream_id, versions, types, schema_versions, data, NULL::json AS metadata,
    events.recorded_at, NULL::json AS hashes, snapshot.version AS snapshot_version,
    to_json(snapshot.recorded_at AT TIME ZONE 'UTC') AS snapshot_recorded_at, snapshot.state
  FROM unnest($1::text[]) AS stream (id)
    LEFT JOIN log.snapshot ON snapshot.stream_id = stream.id AND snapshot.reducer = $3
      AND NOT EXISTS (SELECT FROM written WHERE written.stream_id = stream.id)
    CROSS JOIN LATERAL (
      SELECT json_agg(version) AS versions, json_agg(type) AS types,
        json_agg(schema_version) AS schema_versions, json_agg(data) AS data,
        json_agg(recorded_at AT TIME ZONE 'UTC') AS recorded_at
      FROM log.event
      WHERE event.stream_id = stream.id AND event.version > coalesce(snapshot.version, 0)
    ) AS events
  UNION ALL
  SELECT *, NULL, NULL, NULL FROM written
  UNION ALL
  SELECT NULL, NULL, NULL, NULL, NULL, NULL,
    to_json(date_trunc('milliseconds', clock_timestamp()) AT TIME ZONE 'UTC'), NULL, NULL, NULL, NULL`;

/**
 * Reads all that a decision rests on in one snapshot of the database: the streams, what of the commands was
 * handled before (a repeat would find its own seat taken), and the time.
 */
export async function load(
  pool: Pool,
  streamIds: readonly string[],
  commandIds: readonly string[],
): Promise<Loaded> {
  const { rows } = await pool.query<LoadedRow>(loadStatement(streamIds, commandIds));
  const streams = new Map<string, LoadedStream>();
  const written: RecordedEvent[] = [];
  let now: string | undefined;
  for (const row of rows) {
    if (row.stream_id === null) now = instant(row.recorded_at);
    else if (row.metadata === null) streams.set(row.stream_id, loadedStream(row));
    else written.push(...writtenEvents(row));
  }
  if (now === undefined) throw new Error('the log answered without its clock');
  return { streams, written, now };
}

/** What {@link load} has PostgreSQL execute. */
export function loadStatement(
  streamIds: readonly string[],
  commandIds: readonly string[],
): QueryConfig {
  return { name: 'load', text, values: [streamIds, commandIds, flightReducerVersion] };
}

/** Columns, the events of a stream in each of them in one order, whatever it is. */
interface EventColumns {
  stream_id: string;
  versions: number[];
  types: string[];
  schema_versions: number[];
  data: unknown[];
  recorded_at: string[];
}

/** One without events has null in all columns of events, one without a snapshot in those of it. */
type StreamRow = (EventColumns | { stream_id: string; versions: null }) & {
  metadata: null;
} & (
    | { snapshot_version: number; snapshot_recorded_at: string; state: unknown }
    | { snapshot_version: null }
  );

interface WrittenRow extends EventColumns {
  metadata: EventMetadata[];
  hashes: string[];
}

type LoadedRow = StreamRow | WrittenRow | { stream_id: null; recorded_at: string };

function loadedStream(row: StreamRow): LoadedStream {
  const after = row.snapshot_version ?? 0;
  const events = row.versions === null ? [] : streamEvents(row, after);
  return row.snapshot_version === null ? { events } : { snapshot: snapshotIn(row), events };
}

function snapshotIn(row: Extract<StreamRow, { snapshot_version: number }>): Snapshot {
  const { snapshot_version: version, snapshot_recorded_at: recordedAt, state } = row;
  return { version, recordedAt: instant(recordedAt), state };
}

/** A stream has no gap. */
function streamEvents(row: EventColumns, after: number): StreamEvent[] {
  const events = new Array<StreamEvent>(row.versions.length);
  for (const [index, version] of row.versions.entries()) {
    events[version - 1 - after] = eventAt(row, index);
  }
  return events;
}

function writtenEvents(row: WrittenRow): RecordedEvent[] {
  return row.metadata
    .map((metadata, index) => ({ ...eventAt(row, index), metadata, hash: row.hashes[index] ?? '' }))
    .sort((a, b) => a.version - b.version);
}

function eventAt(row: EventColumns, index: number): StreamEvent {
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
