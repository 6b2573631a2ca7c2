import { describe, it } from 'vitest';
import { cancelled as flightCancelled, departed, schedule } from '../flight/sample-flight.spec.js';
import { onFlight } from '../streams.js';
import type { BookingCommand } from './booking-decider.js';
import {
  back,
  cancelledPaid,
  cancelledUnpaid,
  captured,
  checkedIn,
  declined,
  expired,
  given,
  holdExpiresAt,
  out,
  paid,
  placed,
  refunded,
  refundRequested,
  releasedOn,
  requested,
  ticketed,
  ticketing,
  unresolved,
} from './sample-booking.spec.js';
import type { PaymentOutcome } from './settle-payment.js';

function settle(
  answer: PaymentOutcome,
  { paymentId = 'pay-1', now = '2026-12-01T12:10:01.000Z' } = {},
): BookingCommand {
  return { type: 'SettlePayment', data: { paymentId, answer, now } };
}

const unknown = { name: 'unknown-payment', paymentId: 'pay-1' } as const;
const asked = [...placed, requested('pay-1')];

describe('captured money', () => {
  const capture = settle({ outcome: 'captured' });
  const goesBack = [captured('pay-1'), refundRequested('pay-1')];

  it.each([
    ['pending', []],
    ['unresolved', [unresolved('pay-1')]],
    ['taken for declined', [declined('pay-1')]],
  ])('of a payment that was %s becomes tickets, in one decision', (_, payments) => {
    given(...asked, ...payments)
      .when(capture)
      .then(captured('pay-1'), ...ticketing);
  });

  it('is good for tickets though it came late, while the hold was not swept', () => {
    given(...asked)
      .when(settle({ outcome: 'captured' }, { now: holdExpiresAt }))
      .then(captured('pay-1'), ...ticketing);
  });

  it('that is recorded already becomes tickets yet', () => {
    given(...paid)
      .when(capture)
      .then(...ticketing);
  });

  it('changes nothing once it has become tickets', () => {
    for (const past of [ticketed, checkedIn, [...ticketed, onFlight(out, departed)]]) {
      given(...past)
        .when(capture)
        .then();
    }
  });

  it.each([
    ['expired', expired],
    ['been cancelled', cancelledUnpaid],
  ])('is recorded though the booking has %s, and goes back', (_, past) => {
    given(...asked, ...past.slice(placed.length))
      .when(capture)
      .then(...goesBack);
  });

  it('goes back when one of the flights is closed', () => {
    given(...asked, onFlight(back, flightCancelled))
      .when(capture)
      .then(...goesBack);
    given(...asked)
      .when(settle({ outcome: 'captured' }, { now: schedule.departsAt }))
      .then(...goesBack);
  });

  it('goes back when seats were lost', () => {
    given(...asked, releasedOn(back, 'expired', '20F'))
      .when(capture)
      .then(...goesBack);
  });

  it.each([
    ['ticketed', ticketed],
    ['checked in', checkedIn],
  ])('of a second payment goes back: the first one paid, and it is %s', (_, past) => {
    given(...placed, requested('pay-2'), declined('pay-2'), ...past.slice(placed.length))
      .when(settle({ outcome: 'captured' }, { paymentId: 'pay-2' }))
      .then(captured('pay-2'), refundRequested('pay-2'));
  });

  it('of a second payment goes back too while the first one has not become tickets', () => {
    given(...asked, declined('pay-1'), requested('pay-2'), captured('pay-2'))
      .when(capture)
      .then(...goesBack, ...ticketing);
  });

  it('goes back once', () => {
    given(...paid, onFlight(out, flightCancelled))
      .when(capture)
      .then(refundRequested('pay-1'));
    for (const past of [paid, [...paid, onFlight(out, flightCancelled)]]) {
      given(...past, refundRequested('pay-1'))
        .when(capture)
        .then();
    }
    given(...cancelledPaid, refunded('pay-1'))
      .when(capture)
      .then();
  });

  it('is refused for a payment that was never asked for', () => {
    given(...placed)
      .when(capture)
      .thenRefused(unknown);
    given().when(capture).thenRefused(unknown);
  });
});

describe('a decline', () => {
  const decline = settle({ outcome: 'declined', reason: 'insufficient funds' });

  it('is recorded once, for a payment whose outcome is open', () => {
    given(...asked)
      .when(decline)
      .then(declined('pay-1'));
    given(...asked, unresolved('pay-1'))
      .when(decline)
      .then(declined('pay-1'));
    given(...asked, declined('pay-1'))
      .when(decline)
      .then();
  });

  it.each([
    ['captured', paid],
    ['refund-requested', cancelledPaid],
  ] as const)('is refused once the money is %s', (status, past) => {
    given(...past)
      .when(decline)
      .thenRefused({ name: 'payment-state', paymentId: 'pay-1', status });
  });

  it('is refused for a payment that was never asked for', () => {
    given(...placed)
      .when(decline)
      .thenRefused(unknown);
  });
});

describe('an outcome that is not known yet', () => {
  const leaveOpen = settle({ outcome: 'unresolved' });

  it('is recorded once', () => {
    given(...asked)
      .when(leaveOpen)
      .then(unresolved('pay-1'));
    given(...asked, unresolved('pay-1'))
      .when(leaveOpen)
      .then();
  });

  it('changes nothing once it is known', () => {
    for (const past of [[...asked, declined('pay-1')], paid, ticketed]) {
      given(...past)
        .when(leaveOpen)
        .then();
    }
  });

  it('is refused for a payment that was never asked for', () => {
    given(...placed)
      .when(leaveOpen)
      .thenRefused(unknown);
  });
});
