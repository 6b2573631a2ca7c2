import { seeded } from '#tools/load';
import { describe, expect, it } from 'vitest';
import { Popularity, Schedule, strataOf } from '../model/popularity.js';
import { simulateBrowsers } from './browsers.js';
import { EdgeByRate } from './edge-by-rate.js';
import { simulateMisses } from './misses.js';
import { SimulatedTime } from './simulated-time.js';

it('simulated time lets those who wait go on at their time', async () => {
  const time = new SimulatedTime();
  const began = time.now();
  const wentOn: number[] = [];
  void time.pause(200).then(() => wentOn.push(time.now() - began));
  await time.pass(100);
  expect(wentOn).toEqual([]);
  await time.pass(1000);
  expect(wentOn).toEqual([200]);
  expect(time.now() - began).toBe(1100);
});

describe('an edge', () => {
  it('asks for all that is read seldom, and once in a second and a round trip for what is read often', async () => {
    const edge = await EdgeByRate.simulated(seeded(1), 90);
    expect(edge.at(0.0001).passedOn).toBeCloseTo(1, 1);
    expect(edge.at(0.0001).answered).toBeCloseTo(0, 1);
    for (const perSecond of [100, 1000, 100_000]) {
      expect(perSecond * edge.at(perSecond).passedOn).toBeCloseTo(1 / 1.09, 1);
      expect(edge.at(perSecond).answered).toBeGreaterThan(0.98);
    }
  });

  it('asks behind what it answers: of a read in 5 s it gives nearly all, and asks for nearly all', async () => {
    const { answered, passedOn } = (await EdgeByRate.simulated(seeded(1), 90)).at(0.2);
    expect(answered).toBeGreaterThan(0.8);
    expect(passedOn).toBeGreaterThan(0.75);
  });
});

it('a browser answers looks at the same flight, and no search', async () => {
  const { search, availability } = await simulateBrowsers(seeded(1), 10);
  expect(search).toMatchObject({ answered: 0, passedOn: 1 });
  expect(availability.answered).toBeGreaterThan(0.5);
  expect(search.share).toBeCloseTo(1 / 4.2, 1);
});

describe('a memory', () => {
  const schedule = new Schedule(25_600, 5_120);
  const asked = {
    flights: new Popularity(schedule.flightStrata, schedule.flightShares),
    searches: new Popularity(schedule.searchStrata, schedule.searchShares),
  };
  const missed = (part: number) => simulateMisses(seeded(1), asked, schedule, part);

  it('misses nothing when it has room for all', () => {
    expect(missed(1.1)).toEqual({ flights: 0, searches: 0 });
  });

  it('misses the more, the less room it has, and a search, which wants several flights, more often', () => {
    const [small, large] = [missed(0.1), missed(0.5)];
    expect(small.flights).toBeGreaterThan(large.flights);
    expect(small.searches).toBeGreaterThan(small.flights);
    expect(large.flights).toBeGreaterThan(0);
  });
});

it('strata have every rank once', () => {
  const strata = strataOf(5_050);
  expect(strata.reduce((sum, { count }) => sum + count, 0)).toBe(5_050);
  expect(strata.at(-1)).toEqual({ rank: 5_025, count: 50 });
});
