import type { RecordedEvent } from '#contracts';
import type pg from 'pg';
import type { ViewName, ViewRow } from '../folds/index.js';

/** Two processes that fold one stream take turns, also before it has a row. */
export async function lockRows(
  client: pg.PoolClient,
  view: ViewName,
  streamIds: readonly string[],
): Promise<void> {
  await client.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT hashtextextended('view ' || $1 || ' ' || stream_id, 0) AS key
       FROM unnest($2::text[]) AS stream_id ORDER BY key
     ) AS sorted`,
    [view, streamIds],
  );
}

/** When the building of the view's present rows began. */
export async function readGeneration(client: pg.PoolClient, view: ViewName): Promise<number> {
  const { rows } = await client.query<{ generation: string }>(
    'SELECT generation FROM views.generation WHERE view = $1',
    [view],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`the view ${view} has no generation`);
  return Number(row.generation);
}

export async function writeRows(
  client: pg.PoolClient,
  view: ViewName,
  rows: readonly ViewRow<unknown>[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO views.${view} (stream_id, generation, version, as_of, state)
     SELECT * FROM json_to_recordset($1) AS
       ("streamId" text, generation bigint, version integer, "asOf" timestamptz, state json)
     ON CONFLICT (stream_id) DO UPDATE SET generation = excluded.generation,
       version = excluded.version, as_of = excluded.as_of, state = excluded.state`,
    [JSON.stringify(rows)],
  );
}

/** Takes the events that wait for those streams' gaps to be filled. */
export async function takeParked(
  client: pg.PoolClient,
  view: ViewName,
  streamIds: readonly string[],
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<{ event: RecordedEvent }>(
    'DELETE FROM views.parked_event WHERE view = $1 AND stream_id = ANY ($2) RETURNING event',
    [view, streamIds],
  );
  return rows.map(({ event }) => event);
}

export async function park(
  client: pg.PoolClient,
  view: ViewName,
  parked: readonly RecordedEvent[],
): Promise<void> {
  if (parked.length === 0) return;
  await client.query(
    `INSERT INTO views.parked_event (view, stream_id, version, event)
     SELECT $1, event ->> 'streamId', (event ->> 'version')::integer, event
     FROM json_array_elements($2) AS event`,
    [view, JSON.stringify(parked)],
  );
}
