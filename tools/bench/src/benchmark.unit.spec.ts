import { describe, expect, it } from 'vitest';
import { compare, isReached } from './benchmark.js';

/** Measures that come in this order, and the order in which they were asked for. */
function contest(ours: number[], baseline: number[]) {
  const asked: string[] = [];
  const next = (name: string, values: number[]) => () => {
    asked.push(name);
    return Promise.resolve(values.shift() ?? NaN);
  };
  return {
    asked,
    ours: next('ours', ours),
    baseline: next('baseline', baseline),
  };
}

describe('a comparison', () => {
  it('is of pairs, the first of which does not count; each side begins every other one', async () => {
    const both = contest([900, 1, 2, 9], [1, 2, 2, 3]);
    const pairs: unknown[] = [];
    const result = await compare(both, 3, (pair) => pairs.push(pair));
    expect(both.asked.join(' ')).toBe('ours baseline baseline ours ours baseline baseline ours');
    expect(pairs).toEqual([
      { ours: 1, baseline: 2 },
      { ours: 2, baseline: 2 },
      { ours: 9, baseline: 3 },
    ]);
    expect(result).toEqual({ median: 1, min: 0.5, max: 3, pairs: 3 });
  });

  it('of an even number of pairs has the middle of the two in the middle', async () => {
    const { median } = await compare(contest([1, 4, 1], [1, 1, 1]), 2, () => undefined);
    expect(median).toBe(2.5);
  });

  it('reaches a ratio from above or from below', () => {
    expect([0.49, 0.5].map((ratio) => isReached({ atLeast: 0.5 }, ratio))).toEqual([false, true]);
    expect([2, 2.01].map((ratio) => isReached({ atMost: 2 }, ratio))).toEqual([true, false]);
  });
});
