import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { usd } from '../money.js';
import type { BookingPlaced } from './booking.js';
import { evolveBooking, initialBooking } from './booking.js';

const placed: BookingPlaced = {
  type: 'BookingPlaced',
  data: {
    recordLocator: 'K7QX2M',
    segments: [
      { flightId: 'UA1545-EWR-2026-12-05', cabin: 'economy', seats: ['12A'], fare: usd(19400) },
    ],
    party: 1,
    passengers: { sealed: 'cGFzc2VuZ2Vycw' },
    contact: { sealed: 'Y29udGFjdA' },
    total: usd(19400),
    holdExpiresAt: '2026-12-01T12:15:00.000Z',
  },
};

describe('the state of a booking', () => {
  it('is held once it is placed', () => {
    expect(evolveBooking(initialBooking, placed)).toEqual({
      ...placed.data,
      status: 'held',
      payments: [],
    });
  });

  it('refuses a log in which it is placed twice', () => {
    const held = evolveBooking(initialBooking, placed);
    expect(() => evolveBooking(held, placed)).toThrow(CorruptStream);
  });
});
