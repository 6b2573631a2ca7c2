import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { concurrency, rateDuring, rateOf } from './at-once.js';

const { signal } = new AbortController();

it.each([1, 40])('what takes %i ms is measured for as long as is wanted', async (milliseconds) => {
  const begun = performance.now();
  let calls = 0;
  const rate = await rateDuring(
    0.2,
    async () => {
      calls += 1;
      await pause(milliseconds);
    },
    signal,
  );
  const tookMs = performance.now() - begun;
  expect(tookMs).toBeGreaterThan(190);
  expect(tookMs).toBeLessThan(2_000);
  // The clock of the rate begins a little later, and ends a little earlier.
  expect(rate / ((calls * 1000) / tookMs)).toBeCloseTo(1, 1);
});

it('so many calls are made, no more at once than are wanted', async () => {
  let [calls, underWay, most] = [0, 0, 0];
  await rateOf(
    100,
    async () => {
      calls += 1;
      most = Math.max(most, (underWay += 1));
      await pause(1);
      underWay -= 1;
    },
    signal,
  );
  expect([calls, most]).toEqual([100, concurrency]);
});

it('a measure ends with the reason of its abort', async () => {
  const stopping = new AbortController();
  const reason = new Error('stopped');
  const work = () => {
    stopping.abort(reason);
    return Promise.resolve();
  };
  const measured = rateDuring(60, work, stopping.signal);
  await expect(measured).rejects.toBe(reason);
});
