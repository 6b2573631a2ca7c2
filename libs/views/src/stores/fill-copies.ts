import type { ViewRow } from '../folds/index.js';
import type { RowCopies } from './row-copies.js';

/** A row as the compacted topic has it. */
export interface CopiedRow<State> {
  /** The log that it follows from. */
  log: string;
  row: ViewRow<State>;
}

export interface Filling {
  /** `unreachable`: it ended before the source did; what was put is put. */
  end: 'filled' | 'unreachable';
  /** The logs whose rows were refused: a topic outlives a log that was restored. */
  refused: Set<string>;
}

/** Puts rows into copies as they come, batch by batch; those of another log are refused. */
export async function fillCopies<State>(
  copies: RowCopies<State>,
  source: AsyncIterable<readonly CopiedRow<State>[]>,
): Promise<Filling> {
  const refused = new Set<string>();
  for await (const batch of source) {
    for (const { log } of batch) if (log !== copies.log) refused.add(log);
    const rows = batch.filter(({ log }) => log === copies.log).map(({ row }) => row);
    if ((await copies.put(rows)) === 'unreachable') return { end: 'unreachable', refused };
  }
  return { end: 'filled', refused };
}
