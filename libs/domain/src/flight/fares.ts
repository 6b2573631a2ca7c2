import type { Money } from '../money.js';
import { usd } from '../money.js';
import type { Cabin, SeatMap } from './seat-map.js';

/** A cabin's fare for one passenger. */
export interface CabinFare {
  cabin: Cabin;
  fare: Money;
}

/**
 * Economy is 40 dollars and 11 cents a mile, business three times as much; both are rounded to the
 * nearest whole dollar. EWR to IAH, 1400 miles: 194 and 582 dollars.
 */
export function fareFor(cabin: Cabin, miles: number): Money {
  const economy = 4000 + 11 * miles;
  const cents = cabin === 'business' ? 3 * economy : economy;
  return usd(Math.round(cents / 100) * 100);
}

/** The fares of the cabins that the aircraft has, from the front to the back. */
export function faresFor(miles: number, map: SeatMap): CabinFare[] {
  return Array.from(map.cabins.keys(), (cabin) => ({ cabin, fare: fareFor(cabin, miles) }));
}
