import type { KeptHeads, SignedHeads } from '#event-store';
import type { Difference } from './difference.js';

export interface HeadsToCompare {
  heads: SignedHeads;
  kept: KeptHeads;
  /** Of how many events the newest head is that was signed, as the database knows. */
  signed: number;
}

/** Whether the file of signed heads, or its end, is gone: without it a log that was cut off would pass. */
export function* lostHeads({ heads, kept, signed }: HeadsToCompare): Generator<Difference> {
  const newest = kept.heads.at(-1)?.events ?? 0;
  if (newest >= signed) return;
  const expected = `the head of ${signed} events in ${heads.file}, which was signed`;
  yield { kind: 'log-head', expected, found: newest === 0 ? 'none' : `one of ${newest}` };
}
