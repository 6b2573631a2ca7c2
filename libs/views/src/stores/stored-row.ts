import type pg from 'pg';
import type { ViewRow } from '../folds/index.js';

/** What asks the database: a pool, or a connection. */
export type Queries = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** A view's row as pg reads it. */
export interface StoredRow<State> {
  stream_id: string;
  generation: string;
  version: number;
  as_of: Date;
  state: State | null;
}

export const storedColumns = 'stream_id, generation, version, as_of, state';

/** SQL of the generation that is read: rows of others are being built, or are to be removed. */
export function liveGeneration(view: string): string {
  return `(SELECT generation FROM views.generation WHERE view = '${view}')`;
}

export function viewRow<State>(row: StoredRow<State>): ViewRow<State> {
  return {
    streamId: row.stream_id,
    generation: Number(row.generation),
    version: row.version,
    asOf: row.as_of.toISOString(),
    state: row.state,
  };
}

export function rowsByStream<State>(
  rows: readonly StoredRow<State>[],
): Map<string, ViewRow<State>> {
  return new Map(rows.map((row) => [row.stream_id, viewRow(row)]));
}

/** SQL that writes rows, as JSON in $1, where they are newer than what is there; `where` holds for each. */
export function upsert(view: string, where: string): string {
  return `INSERT INTO views.${view} AS kept (stream_id, generation, version, as_of, state)
    SELECT "streamId", generation, version, "asOf", state FROM json_to_recordset($1) AS
      ("streamId" text, generation bigint, version integer, "asOf" timestamptz, state json)
    WHERE ${where} ORDER BY "streamId"
    ON CONFLICT (stream_id, generation) DO UPDATE
      SET version = excluded.version, as_of = excluded.as_of, state = excluded.state
      WHERE kept.version < excluded.version
    RETURNING stream_id`;
}
