import { expect, it } from 'vitest';
import { Staleness } from './staleness.js';

const flightId = 'UA1545-EWR-2026-12-05';
const at = (seconds: number) => Date.UTC(2026, 10, 27, 12, 0, seconds);
const told = (version: number, seconds: number) => ({
  ...{ flightId, version, asOf: new Date(at(seconds)).toISOString() },
  ...{ status: 'scheduled' as const, cabins: [] },
});

it('an answer is stale since the next version was recorded, not since the newest', () => {
  const staleness = new Staleness();
  staleness.answered(told(1, 0), at(5));
  staleness.answered(told(1, 0), at(12));
  staleness.learn(told(3, 14));
  staleness.answered(told(2, 10), at(11));
  const { all, changed } = staleness.distribution();
  expect(changed.count).toBe(3);
  expect(all.at(100)).toBeCloseTo(2000, -2);
  expect(all.at(50)).toBe(0);
});

it('a flight that nothing happened to is not stale, however old its answer is', () => {
  const staleness = new Staleness();
  staleness.answered(told(1, 0), at(50));
  const { all, changed } = staleness.distribution();
  expect([all.count, all.at(100), changed.count]).toEqual([1, 0, 0]);
});
