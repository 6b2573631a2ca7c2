import type { View, ViewRow } from '../folds/index.js';
import {
  liveGeneration,
  type Queries,
  rowsByStream,
  storedColumns,
  type StoredRow,
  upsert,
  viewRow,
} from './stored-row.js';
import type { FoldedRows } from './view-fold.js';

/** The rows of a view that are read. */
export class LiveRows<State> implements FoldedRows<State> {
  constructor(
    private readonly queries: Queries,
    private readonly view: View<State, string>,
  ) {}

  /** When the building of the present rows began. */
  async generation(): Promise<number> {
    const { name } = this.view;
    const { rows } = await this.queries.query<{ generation: string }>({
      name: `generation of ${name}`,
      text: `SELECT ${liveGeneration(name)} AS generation`,
    });
    return Number(rows[0]?.generation);
  }

  async read(streamIds: readonly string[]): Promise<Map<string, ViewRow<State>>> {
    const { name } = this.view;
    const { rows } = await this.queries.query<StoredRow<State>>({
      name: `rows of ${name}`,
      text: `SELECT ${storedColumns} FROM views.${name}
        WHERE stream_id = ANY ($1) AND generation = ${liveGeneration(name)}`,
      values: [streamIds],
    });
    return rowsByStream(rows);
  }

  /** The next rows by stream id. */
  async readAfter(streamId: string, limit: number): Promise<ViewRow<State>[]> {
    const { name } = this.view;
    const { rows } = await this.queries.query<StoredRow<State>>({
      name: `next rows of ${name}`,
      text: `SELECT ${storedColumns} FROM views.${name}
        WHERE stream_id > $1 AND generation = ${liveGeneration(name)} ORDER BY stream_id LIMIT $2`,
      values: [streamId, limit],
    });
    return rows.map(viewRow);
  }

  /** Rows of the present generation alone: its row is locked, so that none is written while views are swapped. */
  async write(changed: readonly ViewRow<State>[]): Promise<Set<string>> {
    const { name } = this.view;
    const { rows } = await this.queries.query<{ stream_id: string }>({
      name: `write ${name}`,
      text: `WITH live AS MATERIALIZED (
          SELECT generation FROM views.generation WHERE view = $2 FOR SHARE
        ) ${upsert(name, 'generation = (SELECT live.generation FROM live)')}`,
      values: [JSON.stringify(changed), name],
    });
    return new Set(rows.map(({ stream_id }) => stream_id));
  }
}
