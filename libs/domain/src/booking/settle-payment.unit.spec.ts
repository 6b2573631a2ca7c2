import { describe, expect, it } from 'vitest';
import { cancelled as flightCancelled } from '../flight/sample-flight.spec.js';
import { onFlight } from '../streams.js';
import { initialBooking } from './booking.js';
import {
  captured,
  declined,
  evolveWorld,
  expired,
  initialWorld,
  out,
  paid,
  placed,
  recordLocator,
  refundRequested,
  requested,
  ticketed,
  ticketing,
  unresolved,
  type WorldEvent,
} from './sample-booking.spec.js';
import { type PaymentOutcome, settlePayment } from './settle-payment.js';

const now = '2026-12-01T12:10:01.000Z';

function settled(past: readonly WorldEvent[], answer: PaymentOutcome, paymentId = 'pay-1') {
  const { bookings, flights } = past.reduce(evolveWorld, initialWorld);
  const booking = bookings.get(recordLocator) ?? initialBooking;
  return settlePayment({ paymentId, answer, now }, booking, flights);
}

const capture: PaymentOutcome = { outcome: 'captured' };
const asked = [...placed, requested('pay-1')];

describe("the provider's answer", () => {
  it('captured: the money becomes tickets, in one decision', () => {
    expect(settled(asked, capture)).toEqual({
      accepted: true,
      events: [captured('pay-1'), ...ticketing],
    });
  });

  it('captured, for a flight that was cancelled: the money is asked back', () => {
    expect(settled([...asked, onFlight(out, flightCancelled)], capture)).toEqual({
      accepted: true,
      events: [captured('pay-1'), refundRequested('pay-1')],
    });
  });

  it('captured, for a booking that has expired or is paid already: the same', () => {
    const both = [captured('pay-1'), refundRequested('pay-1')];
    expect(settled([...asked, ...expired.slice(placed.length)], capture)).toEqual({
      accepted: true,
      events: both,
    });
    const twice = [...placed, requested('pay-1'), declined('pay-1'), requested('pay-2')];
    expect(settled([...twice, captured('pay-2'), ...ticketing], capture)).toEqual({
      accepted: true,
      events: both,
    });
  });

  it('captured: repeated, it changes nothing', () => {
    expect(settled(ticketed, capture)).toEqual({ accepted: true, events: [] });
    expect(settled(paid, capture)).toEqual({ accepted: true, events: ticketing });
  });

  it('declined, or not known yet: is recorded', () => {
    const reason = 'insufficient funds';
    expect(settled(asked, { outcome: 'declined', reason })).toMatchObject({
      accepted: true,
      events: [{ event: { type: 'PaymentDeclined', data: { paymentId: 'pay-1', reason } } }],
    });
    expect(settled(asked, { outcome: 'unresolved' })).toEqual({
      accepted: true,
      events: [unresolved('pay-1')],
    });
  });

  it('is refused for a payment that nobody asked for', () => {
    expect(settled(placed, capture)).toEqual({
      accepted: false,
      refusal: { name: 'unknown-payment', paymentId: 'pay-1' },
    });
  });
});
