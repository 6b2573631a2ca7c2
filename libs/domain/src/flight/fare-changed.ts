import type { CabinFare } from './fares.js';
import type { Cabin } from './seat-map.js';

export interface FareChanged {
  type: 'FareChanged';
  data: CabinFare & {
    /** Of the cabin's fare: higher with each change, with gaps. */
    revision: number;
  };
}

/** By cabin, of the fares that have changed: the newest. */
export type FareRevisions = Readonly<Partial<Record<Cabin, number>>>;

/** The same cabins after a change of one of their fares. */
export function faresAfter<Row extends CabinFare>(
  before: readonly Row[],
  { data: { cabin, fare } }: FareChanged,
): Row[] {
  return before.map((row) => (row.cabin === cabin ? { ...row, fare } : row));
}

export function revisionsAfter(
  before: FareRevisions,
  { data: { cabin, revision } }: FareChanged,
): FareRevisions {
  return { ...before, [cabin]: revision };
}
