import { exponential, HttpCache, type Random } from '#tools/load';
import { Behind } from './behind.js';
import { SimulatedTime } from './simulated-time.js';

/** What an edge does with reads of one address. */
export interface EdgeShares {
  /** Of all reads, those that it answers by itself, fresh or a little old. */
  answered: number;
  /** Of all reads, those for which it asks behind it: now, or to have the next answer. */
  passedOn: number;
}

const reads = 2_000;
const rates = Array.from({ length: 26 }, (_, index) => 10 ** (index / 5 - 3));
const path = '/v1/flights/one/availability';

/**
 * The edge's shares by how often one address is read: an edge with room for all keeps each address for itself, so that
 * what holds for one at its rate holds for all. Simulated from a read in 1,000 s to 100 a second, with the load test's own cache.
 */
export class EdgeByRate {
  private constructor(private readonly shares: readonly EdgeShares[]) {}

  static async simulated(random: Random, roundTripMs: number): Promise<EdgeByRate> {
    const shares: EdgeShares[] = [];
    for (const perSecond of rates) shares.push(await simulate(random, perSecond, roundTripMs));
    return new EdgeByRate(shares);
  }

  /** An address that is read more often than was simulated is asked for as often a second as at the last rate. */
  at(perSecond: number): EdgeShares {
    const place = Math.max(0, (Math.log10(perSecond) + 3) * 5);
    const below = this.shares[Math.floor(place)];
    const above = this.shares[Math.floor(place) + 1];
    if (below === undefined || above === undefined) return this.beyond(perSecond);
    const part = place - Math.floor(place);
    return {
      answered: below.answered + (above.answered - below.answered) * part,
      passedOn: below.passedOn + (above.passedOn - below.passedOn) * part,
    };
  }

  private beyond(perSecond: number): EdgeShares {
    const [last, highest] = [this.shares.at(-1), rates.at(-1)];
    if (last === undefined || highest === undefined) throw new Error('nothing was simulated');
    const part = highest / perSecond;
    return { answered: 1 - (1 - last.answered) * part, passedOn: last.passedOn * part };
  }
}

async function simulate(random: Random, perSecond: number, roundTripMs: number) {
  const time = new SimulatedTime();
  const behind = new Behind(time, roundTripMs);
  const edge = new HttpCache(behind, { rung: 'edge', entries: 1, now: time.now });
  let answered = 0;
  for (let read = 0; read < reads; read += 1) {
    await time.pass(exponential(random, 1000 / perSecond));
    void edge.get({ path, headers: {} }).then(({ rung }) => (answered += Number(rung === 'edge')));
  }
  await time.pass(roundTripMs);
  return { answered: answered / reads, passedOn: behind.asked / reads };
}
