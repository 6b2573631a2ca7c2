import type { RowCopies } from '#views/stores';
import type { AvailabilityState } from '#views/folds';
import type { AvailabilityInMemory } from './availability-in-memory.js';

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
