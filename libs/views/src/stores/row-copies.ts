import type { ViewRow } from '../folds/index.js';

/** What a store answers that cannot be asked now: not that it has nothing. */
export type Unreachable = 'unreachable';

/** How new a row is. */
export type RowAge = Pick<ViewRow<unknown>, 'generation' | 'version'>;

/**
 * Whole-state copies of one view's rows of one log: in this process, in Redis. They can be lost at any time
 * and are filled again, from PostgreSQL or from the compacted topic.
 */
export interface RowCopies<State> {
  /**
   * Takes each row that is newer than what it has, by generation first, then by version; an equal or
   * an older one does nothing. Answers the streams of which it has a newer row than the one brought.
   */
  put(rows: readonly ViewRow<State>[]): Promise<string[] | Unreachable>;

  /** Undefined when it has none of that stream. */
  row(streamId: string): Promise<ViewRow<State> | Unreachable | undefined>;

  /** The version that it has of each stream; 0 where it has none. */
  versions(streamIds: readonly string[]): Promise<Map<string, number> | Unreachable>;
}

/** Above 0 when `a` is newer, below when it is older: a rebuild's rows replace those of any version. */
export function compareAge(a: RowAge, b: RowAge): number {
  return a.generation - b.generation || a.version - b.version;
}
