import { expect, it } from 'vitest';
import { BackOff } from './back-off.js';

it('doubles from half a second to ten', () => {
  const backOff = new BackOff();
  const pauses = Array.from({ length: 7 }, () => backOff.after(29_999));
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

it('begins anew after 30 seconds of running', () => {
  const backOff = new BackOff();
  expect([0, 0, 30_000, 0].map((ranMs) => backOff.after(ranMs))).toEqual([500, 1000, 500, 1000]);
});
