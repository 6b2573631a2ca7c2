import type { ViewName, ViewRow } from '../folds/index.js';
import type { Queries } from './stored-row.js';

/**
 * Writes rows where they are newer than what is there, and of the view's present generation. A row is the fold
 * of all events of its stream up to its version, so that the newest is right, whoever wrote it.
 *
 * @returns the streams whose rows were written
 */
export async function writeRows(
  queries: Queries,
  view: ViewName,
  rows: readonly ViewRow<unknown>[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const written = await queries.query<{ stream_id: string }>({
    name: `write ${view}`,
    text: `INSERT INTO views.${view} AS kept (stream_id, generation, version, as_of, state)
      SELECT "streamId", generation, version, "asOf", state FROM json_to_recordset($1) AS
        ("streamId" text, generation bigint, version integer, "asOf" timestamptz, state json)
        JOIN views.generation USING (generation)
      WHERE view = $2 ORDER BY "streamId"
      ON CONFLICT (stream_id) DO UPDATE SET generation = excluded.generation,
        version = excluded.version, as_of = excluded.as_of, state = excluded.state
      WHERE (kept.generation, kept.version) < (excluded.generation, excluded.version)
      RETURNING stream_id`,
    values: [JSON.stringify(rows), view],
  });
  return new Set(written.rows.map(({ stream_id }) => stream_id));
}
