import type { AvailabilityState, ViewRow } from '../folds/index.js';
import type { RowCopies } from './row-copies.js';

/** Where the projector pushes the rows of availability that it has folded, one after the other. */
export class RowPushes {
  constructor(private readonly copies: readonly RowCopies<AvailabilityState>[]) {}

  /** An unreachable one is skipped: it is filled again when it is back. */
  async push(rows: readonly ViewRow<AvailabilityState>[]): Promise<void> {
    for (const each of this.copies) await each.put(rows);
  }
}
