import { type Random, Zipf } from '#tools/load';

/** Ranks that are about as popular as each other: each of the first alone, then ever more together. */
export interface Stratum {
  /** Of the one in their middle. */
  rank: number;
  count: number;
}

const alone = 2_000;
const together = 100;

export function strataOf(ranks: number): Stratum[] {
  const strata: Stratum[] = [];
  for (let first = 0; first < ranks;) {
    const count = Math.min(first < alone ? 1 : together, ranks - first);
    strata.push({ rank: first + Math.floor(count / 2), count });
    first += count;
  }
  return strata;
}

/** How often each rank is asked for, where that is no longer as Zipf has it. */
export class Popularity {
  private readonly upTo: number[] = [];
  readonly total: number;

  /** @param perSecond of each rank, by its stratum */
  constructor(
    private readonly strata: readonly Stratum[],
    perSecond: readonly number[],
  ) {
    let sum = 0;
    for (const [index, { count }] of strata.entries()) {
      this.upTo.push((sum += count * (perSecond[index] ?? 0)));
    }
    this.total = sum;
  }

  draw(random: Random): number {
    const drawn = random() * this.total;
    let [low, high] = [0, this.upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.upTo[middle] ?? Infinity) > drawn) high = middle;
      else low = middle + 1;
    }
    const { rank = 0, count = 1 } = this.strata[low] ?? {};
    return rank - Math.floor(count / 2) + Math.floor(random() * count);
  }
}

/** How popular flights are, and the searches of their routes and days, over which popular flights are spread evenly. */
export class Schedule {
  readonly flightStrata: readonly Stratum[];
  readonly searchStrata: readonly Stratum[];
  /** Of all reads, for each rank of a stratum. */
  readonly flightShares: readonly number[];
  readonly searchShares: readonly number[];

  constructor(
    readonly flights: number,
    readonly searches: number,
  ) {
    const zipf = new Zipf(flights);
    this.flightStrata = strataOf(flights);
    this.searchStrata = strataOf(searches);
    this.flightShares = this.flightStrata.map(({ rank }) => zipf.share(rank));
    this.searchShares = this.searchStrata.map(({ rank }) => {
      const sameDay = Math.ceil((flights - rank) / searches);
      const shares = Array.from({ length: sameDay }, (_, each) =>
        zipf.share(rank + each * searches),
      );
      return shares.reduce((sum, share) => sum + share);
    });
  }
}
