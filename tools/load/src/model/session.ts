import { exponential, type Random } from './random.js';

export type ReadKind = 'search' | 'availability' | 'seats';

export interface PlannedRead {
  kind: ReadKind;
  /** Milliseconds since the session began. */
  at: number;
}

export interface Session {
  reads: PlannedRead[];
  /** When the traveller books, after the last read; undefined: only looks. */
  booksAt: number | undefined;
}

/** One search, three looks at the flight's availability on average, and one session in five opens the seat map. */
const looks = 3;
const seatMapShare = 0.2;
const thinkMs = 1_000;

export const readsPerSession = 1 + looks + seatMapShare;

/** @param ratio reads to a booking, over all sessions */
export function planSession(random: Random, ratio: number): Session {
  let at = 0;
  const next = (kind: ReadKind): PlannedRead => ({
    kind,
    at: (at += exponential(random, thinkMs)),
  });
  const reads: PlannedRead[] = [{ kind: 'search', at }];
  // Geometric: at least one, another one after it with the probability that makes the mean.
  do reads.push(next('availability'));
  while (random() < 1 - 1 / looks);
  if (random() < seatMapShare) reads.push(next('seats'));
  const books = random() < readsPerSession / ratio;
  return { reads, booksAt: books ? at + exponential(random, thinkMs) : undefined };
}
