import { beforeEach, describe, expect, it } from 'vitest';
import { StallWatch } from './stall-watch.js';

const limitMs = 15_000;
let watch: StallWatch;

beforeEach(() => {
  watch = new StallWatch(limitMs);
});

function statuses(...observed: [nowMs: number, lag: number, at: string][]): string[] {
  return observed.map(([nowMs, lag, at]) => watch.observe({ nowMs, lag, at }));
}

describe('a consumer', () => {
  it('that has nothing to do is well, however long it stands still', () => {
    expect(statuses([0, 0, 'a'], [limitMs + 1, 0, 'a'])).toEqual(['ok', 'ok']);
  });

  it('that moves is well, however far behind it is', () => {
    const far = 10_000;
    expect(statuses([0, far, 'a'], [limitMs, far, 'b'], [2 * limitMs, far, 'c'])).toEqual([
      ...['ok', 'ok', 'ok'],
    ]);
  });

  it('that is behind and stands still is stuck when the limit is over, and no sooner', () => {
    expect(statuses([7, 1, 'a'], [7 + limitMs, 1, 'a'], [8 + limitMs, 1, 'a'])).toEqual([
      ...['ok', 'ok', 'unavailable'],
    ]);
  });

  it('that is behind and stands still is stuck also while more comes', () => {
    expect(statuses([0, 1, 'a'], [limitMs + 1, 50, 'a'])).toEqual(['ok', 'unavailable']);
  });

  it('is given the whole limit from when it has something to do', () => {
    expect(statuses([0, 0, 'a'], [limitMs, 3, 'a'], [2 * limitMs, 3, 'a'])).toEqual([
      ...['ok', 'ok', 'ok'],
    ]);
  });

  it('that was stuck is well as soon as it moves', () => {
    expect(statuses([0, 5, 'a'], [limitMs + 1, 5, 'a'], [limitMs + 2, 4, 'b'])).toEqual([
      ...['ok', 'unavailable', 'ok'],
    ]);
  });
});
