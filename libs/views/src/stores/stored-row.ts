import type pg from 'pg';
import type { View, ViewName, ViewRow } from '../folds/index.js';

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

export function viewRow<State>(row: StoredRow<State>): ViewRow<State> {
  return {
    streamId: row.stream_id,
    generation: Number(row.generation),
    version: row.version,
    asOf: row.as_of.toISOString(),
    state: row.state,
  };
}

/** The rows that the view has of those streams, by stream id. */
export async function readRows<State>(
  queries: Queries,
  view: View<State>,
  streamIds: readonly string[],
): Promise<Map<string, ViewRow<State>>> {
  const { rows } = await queries.query<StoredRow<State>>({
    name: `rows of ${view.name}`,
    text: `SELECT ${storedColumns} FROM views.${view.name} WHERE stream_id = ANY ($1)`,
    values: [streamIds],
  });
  return new Map(rows.map((row) => [row.stream_id, viewRow(row)]));
}

/** When the building of the view's present rows began. */
export async function readGeneration(queries: Queries, view: ViewName): Promise<number> {
  const { rows } = await queries.query<{ generation: string }>({
    name: 'generation',
    text: 'SELECT generation FROM views.generation WHERE view = $1',
    values: [view],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`the view ${view} has no generation`);
  return Number(row.generation);
}
