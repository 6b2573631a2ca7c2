import { describe, expect, it } from 'vitest';
import { usd } from '../money.js';
import type { PlaceBookingRefusal } from './place-booking.js';
import { refusedRequests } from './requests-refused.js';

const out = { flightId: 'UA1545-EWR-2026-12-05', cabin: 'economy' } as const;
const back = { flightId: 'UA1546-IAH-2026-12-12', cabin: 'business' } as const;

describe('a refused request', () => {
  it('is counted for the flight and cabin that failed', () => {
    const { flightId, cabin } = back;
    const refusals: PlaceBookingRefusal[] = [
      { name: 'sold-out', flightId, cabin, segment: 1 },
      { name: 'seat-taken', flightId, seats: ['1A'], segment: 1 },
      { name: 'flight-closed', flightId, segment: 1 },
    ];
    for (const refusal of refusals) {
      expect(refusedRequests(refusal, [out, back])).toEqual([{ ...back, reason: refusal.name }]);
    }
  });

  it('is counted for all of its flights where their price has changed', () => {
    const reason = 'price-changed';
    expect(refusedRequests({ name: reason, total: usd(1) }, [out, back])).toEqual([
      { ...out, reason },
      { ...back, reason },
    ]);
  });

  it('is not counted where it is malformed: its flights need not be there', () => {
    const fault = { name: 'unknown-flight', flightId: out.flightId, segment: 0 } as const;
    expect(refusedRequests({ name: 'malformed', faults: [fault] }, [out])).toEqual([]);
  });
});
