import type { AvailabilityState } from '#views/folds';
import type { RowCopies } from '#views/stores';

/** Copies of availability rows, by the name that answers tell. */
export interface Rung {
  name: 'memory' | 'redis';
  copies: RowCopies<AvailabilityState>;
}

/** The copies that are asked before PostgreSQL, the nearest first; the profile says which there are. */
export class Rungs {
  constructor(
    /** The first one is in this process, and newer rows are pushed to it: else it would keep old ones. */
    readonly copies: readonly Rung[],
    /** How long ago the copies, and the views below them, were known to be current; 0 while in touch. */
    private readonly silentMs: () => number = () => 0,
  ) {}

  /** In whole seconds. */
  get age(): number {
    return Math.floor(this.silentMs() / 1000);
  }
}
