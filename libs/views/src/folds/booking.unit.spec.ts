import type { BookingEvent } from '#domain';
import { usd } from '#domain';
import { describe, expect, it } from 'vitest';
import { bookingView } from './booking.js';
import { folded } from './sample-flight.spec.js';

const flightId = 'UA1545-EWR-2026-12-05';
const amount = usd(19400);
const placed: BookingEvent = {
  type: 'BookingPlaced',
  data: {
    recordLocator: 'K7QX2M',
    segments: [{ flightId, cabin: 'economy', seats: ['12A'], fare: amount }],
    party: 1,
    passengers: { sealed: 'cGFzc2VuZ2Vycw' },
    contact: { sealed: 'Y29udGFjdA' },
    total: amount,
    holdExpiresAt: '2026-12-01T12:15:00.000Z',
  },
};
const requestedAt = '2026-12-01T12:10:00.000Z';
const requested: BookingEvent = {
  type: 'PaymentRequested',
  data: { paymentId: 'pay-1', amount, method: 'tok_ok', requestedAt },
};
const captured: BookingEvent = { type: 'PaymentCaptured', data: { paymentId: 'pay-1', amount } };
const tickets = [{ number: '9960000000000', passenger: 0, flightId }];
const ticketed: BookingEvent = { type: 'BookingTicketed', data: { tickets } };

describe('the booking view', () => {
  it('is the state of the booking, and still sealed', () => {
    expect(folded(bookingView, placed, requested, captured, ticketed)).toEqual({
      ...placed.data,
      status: 'ticketed',
      seatChanges: 0,
      tickets,
      payments: [{ paymentId: 'pay-1', amount, requestedAt, status: 'captured' }],
    });
  });

  it('is the same when it was kept as JSON in between', () => {
    const before = JSON.parse(JSON.stringify(folded(bookingView, placed, requested)));
    expect(before).toEqual(folded(bookingView, placed, requested));
  });
});
