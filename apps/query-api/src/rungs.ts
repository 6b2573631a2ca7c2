import { availabilityRow } from '#contracts';
import type { Representation } from '#platform';
import { type AvailabilityState, renderAvailability } from '#views/folds';
import { MemoryCopies, type RowCopies } from '#views/stores';
import { represented } from './represented.js';

/** The copies in this process, each with the bytes that answer for its availability. */
export class AvailabilityInMemory extends MemoryCopies<AvailabilityState, Representation> {
  /** @param maxBytes two fifths of what V8 may take by default */
  constructor(maxBytes?: number) {
    super({ row: availabilityRow, answerOf: represented(renderAvailability) }, maxBytes);
  }
}

/** Copies of availability rows below the ones in this process, by the name that answers tell. */
export interface Rung {
  name: 'redis';
  copies: RowCopies<AvailabilityState>;
}

/** The copies that are asked before PostgreSQL, the nearest first; the profile says which there are. */
export class Rungs {
  constructor(
    /** Newer rows are pushed to it: else it would keep old ones. */
    readonly memory: AvailabilityInMemory,
    readonly below: readonly Rung[],
    /** How long ago the copies, and the views below them, were known to be current; 0 while in touch. */
    private readonly silentMs: () => number,
  ) {}

  /** In whole seconds. */
  get age(): number {
    return Math.floor(this.silentMs() / 1000);
  }
}
