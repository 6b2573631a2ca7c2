import { HttpCache, planSession, type Random } from '#tools/load';
import { Behind } from './behind.js';
import { SimulatedTime } from './simulated-time.js';

export type ReadKind = 'search' | 'availability' | 'seats';

/** What browsers do with the reads of a kind. */
export interface BrowserShares {
  /** Of the reads of all kinds. */
  share: number;
  /** Of all reads of the kind, those that the browser answers by itself. */
  answered: number;
  /** Of all reads of the kind, those for which it asks the edge: now, or to have the next answer. */
  passedOn: number;
}

const sessions = 2_000;
const entries = 50;

/** Sessions as the load test plans them, each in a browser that knows nothing of earlier ones. */
export async function simulateBrowsers(
  random: Random,
  roundTripMs: number,
): Promise<Record<ReadKind, BrowserShares>> {
  const counts = { search: none(), availability: none(), seats: none() };
  for (let session = 0; session < sessions; session += 1) {
    const time = new SimulatedTime();
    const behind = new Behind(time, roundTripMs);
    const browser = new HttpCache(behind, { rung: 'browser', entries, now: time.now });
    let now = 0;
    for (const { kind, at } of planSession(random, Infinity).reads) {
      await time.pass(at - now);
      now = at;
      const before = behind.asked;
      const count = counts[kind];
      void browser
        .get({ path: kind, headers: {} })
        .then(({ rung }) => (count.answered += Number(rung === 'browser')));
      count.reads += 1;
      count.passedOn += behind.asked - before;
    }
    await time.pass(roundTripMs);
  }
  const all = Object.values(counts).reduce((sum, { reads }) => sum + reads, 0);
  const shares = ({ reads, answered, passedOn }: ReturnType<typeof none>) => ({
    share: reads / all,
    answered: answered / reads,
    passedOn: passedOn / reads,
  });
  return {
    search: shares(counts.search),
    availability: shares(counts.availability),
    seats: shares(counts.seats),
  };
}

function none() {
  return { reads: 0, answered: 0, passedOn: 0 };
}
