import { describe, expect, it } from 'vitest';
import { tomorrowInNewYork } from './new-york-date.js';

describe('tomorrow in New York', () => {
  it.each([
    ['2026-12-05T04:59:59.999Z', '2026-12-05'],
    ['2026-12-05T05:00:00.000Z', '2026-12-06'],
    ['2026-07-05T04:00:00.000Z', '2026-07-06'],
    ['2026-12-31T12:00:00.000Z', '2027-01-01'],
  ])('at %s is %s', (instant, date) => {
    expect(tomorrowInNewYork(instant)).toBe(date);
  });
});
