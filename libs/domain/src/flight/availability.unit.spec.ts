import { describe, expect, it } from 'vitest';
import { usd } from '../money.js';
import { availabilityByCabin } from './availability.js';
import { schedule } from './sample-flight.spec.js';
import type { SeatHolder } from './seat-inventory.js';

const by = (state: SeatHolder['state']): SeatHolder => ({ recordLocator: 'K7QX2M', state });

describe('availability by cabin', () => {
  it('is the capacity while nothing is taken', () => {
    expect(availabilityByCabin({ ...schedule, taken: new Map() })).toEqual([
      { cabin: 'business', capacity: 16, available: 16, fare: usd(58200) },
      { cabin: 'economy', capacity: 162, available: 162, fare: usd(19400) },
    ]);
  });

  it('counts held and sold seats out, each in its own cabin', () => {
    const taken = new Map([
      ['1A', by('sold')],
      ['12A', by('held')],
      ['12B', by('sold')],
    ]);
    expect(availabilityByCabin({ ...schedule, taken })).toMatchObject([
      { cabin: 'business', available: 15 },
      { cabin: 'economy', available: 160 },
    ]);
  });
});
