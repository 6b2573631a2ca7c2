import { describe, expect, it } from 'vitest';
import { usd } from '../money.js';
import { fareFor, faresFor } from './fares.js';
import { seatMapOf } from './seat-map.js';

describe('fares', () => {
  it('are 40 dollars and 11 cents a mile in economy', () => {
    expect(fareFor('economy', 1400)).toEqual(usd(19400));
  });

  it('are three times as much in business', () => {
    expect(fareFor('business', 1400)).toEqual(usd(58200));
  });

  it('are rounded to the nearest whole dollar, once', () => {
    expect(fareFor('economy', 17)).toEqual(usd(4200));
    expect(fareFor('economy', 22)).toEqual(usd(4200));
    expect(fareFor('business', 17)).toEqual(usd(12600));
    expect(fareFor('business', 22)).toEqual(usd(12700));
  });

  it('exist for the cabins that the aircraft has', () => {
    expect(faresFor(1400, seatMapOf(20))).toEqual([{ cabin: 'economy', fare: usd(19400) }]);
    expect(faresFor(1400, seatMapOf(178))).toEqual([
      { cabin: 'business', fare: usd(58200) },
      { cabin: 'economy', fare: usd(19400) },
    ]);
  });
});
