import type { AvailabilityState, ViewRow } from '../folds/index.js';

/** What takes rows: one that can be lost says that it was unreachable, and is filled again when it is back. */
export interface PushedCopies {
  put(rows: readonly ViewRow<AvailabilityState>[]): Promise<unknown>;
}

/** Where the projector pushes the rows of availability that it has folded, one after the other. */
export class RowPushes {
  constructor(private readonly copies: readonly PushedCopies[]) {}

  /** @throws what one of them throws: the rows are to be pushed again */
  async push(rows: readonly ViewRow<AvailabilityState>[]): Promise<void> {
    for (const each of this.copies) await each.put(rows);
  }
}
