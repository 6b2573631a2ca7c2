import { describe, expect, it } from 'vitest';
import { arrivals } from './arrivals.js';
import { chosen, seeded, shuffled } from './random.js';
import { planSession, readsPerSession } from './session.js';
import { Zipf } from './zipf.js';

const draws = 100_000;

/** How often each was drawn. */
function drawn<Item>(draw: () => Item): Map<Item, number> {
  const counts = new Map<Item, number>();
  for (let each = 0; each < draws; each += 1) {
    const item = draw();
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}

it('the same seed draws the same lots, and another one others', () => {
  const lots = (seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 20 }, () => random());
  };
  expect(lots(1)).toEqual(lots(1));
  expect(lots(1)).not.toEqual(lots(2));
});

describe('popularity by Zipf', () => {
  it('draws the second half as often as the first, and the fourth a quarter', () => {
    const [zipf, random] = [new Zipf(1000), seeded(7)];
    const counts = drawn(() => zipf.draw(random));
    const first = counts.get(0) ?? 0;
    expect((counts.get(1) ?? 0) / first).toBeCloseTo(1 / 2, 1);
    expect((counts.get(3) ?? 0) / first).toBeCloseTo(1 / 4, 1);
    const harmonic = Array.from({ length: 1000 }, (_, rank) => 1 / (rank + 1));
    expect(first / draws).toBeCloseTo(1 / harmonic.reduce((sum, each) => sum + each), 2);
  });

  it('draws every rank, and no other', () => {
    const [zipf, random] = [new Zipf(3), seeded(7)];
    expect([...drawn(() => zipf.draw(random)).keys()].sort()).toEqual([0, 1, 2]);
  });

  it('tells the share of a rank', () => {
    const zipf = new Zipf(4);
    expect([0, 1, 2, 3].map((rank) => zipf.share(rank) / zipf.share(0))).toEqual(
      [1, 1 / 2, 1 / 3, 1 / 4].map((share) => expect.closeTo(share)),
    );
  });

  it('needs a rank', () => {
    expect(() => new Zipf(0)).toThrow('there is no rank to draw');
  });
});

describe('arrivals', () => {
  const at = [...arrivals(seeded(3), { perSecond: 1000, rampMs: 20_000, durationMs: 60_000 })];
  const between = (from: number, to: number) => at.filter((each) => each >= from && each < to);

  it('come in order, as many as the rate says, when the ramp is over', () => {
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(between(20_000, 60_000).length / 40).toBeCloseTo(1000, -2);
    expect(at.at(-1)).toBeLessThan(60_000);
  });

  it('grow evenly over the ramp', () => {
    expect(between(0, 10_000).length / between(10_000, 20_000).length).toBeCloseTo(1 / 3, 1);
  });

  it('are as far apart as those of a Poisson process: the deviation is the mean', () => {
    const gaps = between(20_000, 60_000).map((each, index, all) => each - (all[index - 1] ?? each));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
  });
});

describe('sessions', () => {
  it('read as often as is counted on, and book once in so many reads', () => {
    const random = seeded(5);
    const sessions = Array.from({ length: draws }, () => planSession(random, 50));
    const reads = sessions.reduce((sum, session) => sum + session.reads.length, 0);
    const bookings = sessions.filter(({ booksAt }) => booksAt !== undefined).length;
    expect(reads / draws).toBeCloseTo(readsPerSession, 1);
    expect(reads / bookings / 50).toBeCloseTo(1, 1);
  });

  it('search, look, and book last', () => {
    const { reads, booksAt = 0 } = planSession(seeded(1), readsPerSession);
    expect(reads.slice(0, 2).map(({ kind }) => kind)).toEqual(['search', 'availability']);
    expect(booksAt).toBeGreaterThan(reads.at(-1)?.at ?? Infinity);
  });
});

it('one of several is chosen by its share', () => {
  const random = seeded(9);
  const [rare, usual] = [{ share: 0.1 }, { share: 0.4 }];
  const counts = drawn(() => chosen(random, [rare, usual]));
  expect((counts.get(rare) ?? 0) / draws).toBeCloseTo(0.2, 2);
});

it('shuffling loses none', () => {
  const items = [1, 2, 3, 4, 5, 6, 7, 8];
  const other = shuffled(seeded(2), items);
  expect(other).not.toEqual(items);
  expect(other.toSorted()).toEqual(items);
});
