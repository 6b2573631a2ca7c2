import type { Fact } from './fact.js';
import type { OperatorsDesk } from './operators-desk.js';
import { Pace } from './pace.js';

export interface Day {
  /** In time order. */
  facts: readonly Fact[];
  /** How many times faster than they happened. */
  speed: number;
  desk: OperatorsDesk;
  /** Called whenever a fact was told. */
  progress: (progress: PlayProgress) => void;
  /** When it is aborted no other fact is told; those under way are, before it rejects with the reason. */
  signal: AbortSignal;
}

export interface Played {
  /** Facts that were not recorded before. */
  recorded: number;
  /** Facts that an earlier play had recorded. */
  already: number;
  /** Why each of the others was not taken. */
  refused: string[];
}

export interface PlayProgress extends Played {
  /** The instant of the day that the play has come to. */
  at: string;
}

/** Of different flights. */
const atOnce = 8;

/**
 * Tells what happened on a day, at the pace at which it happened times the speed. What an earlier play has told is
 * passed over without a pause, up to the first fact that is new: from there on the day goes on.
 *
 * @throws what the desk throws: facts that were told stay so
 */
export async function play(day: Day): Promise<Played> {
  const played: Played = { recorded: 0, already: 0, refused: [] };
  const coming = day.facts.values();
  for (const fact of coming) {
    day.signal.throwIfAborted();
    await tell(fact, day, played);
    if (played.recorded === 0) continue;
    await playOn(coming, fact.occurredAt, day, played);
    break;
  }
  return played;
}

/** Tells some facts at once, of each flight one after the other. */
async function playOn(
  coming: Iterable<Fact>,
  from: string,
  day: Day,
  played: Played,
): Promise<void> {
  const failure = new AbortController();
  const ending = AbortSignal.any([day.signal, failure.signal]);
  const pace = new Pace(from, day.speed);
  const underWay = new Map<string, Promise<void>>();
  try {
    for (const fact of coming) {
      const { flightId, occurredAt } = fact;
      await pace.until(occurredAt, ending);
      while (underWay.size >= atOnce) await Promise.race(underWay.values());
      await underWay.get(flightId);
      ending.throwIfAborted();
      const telling = tell(fact, day, played)
        .catch((error: unknown) => failure.abort(error))
        .finally(() => underWay.delete(flightId));
      underWay.set(flightId, telling);
    }
  } finally {
    await Promise.all(underWay.values());
  }
  failure.signal.throwIfAborted();
}

async function tell(fact: Fact, { desk, progress, signal }: Day, played: Played): Promise<void> {
  const told = await desk.tell(fact, signal);
  if (told.outcome === 'refused') played.refused.push(told.reason);
  else if (told.again) played.already += 1;
  else played.recorded += 1;
  progress({ ...played, at: fact.occurredAt });
}
