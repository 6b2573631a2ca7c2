import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { cancelled as flightCancelled, departed } from '../flight/sample-flight.spec.js';
import { onFlight } from '../streams.js';
import type { BookingCommand } from './booking-decider.js';
import type { Payment, PaymentEvent } from './payment.js';
import { evolvePayments, refundOf, sumOf } from './payment.js';
import {
  back,
  cancelledPaid,
  captured,
  declined,
  given,
  holdExpiresAt,
  out,
  paid,
  placed,
  refunded,
  refundRequested,
  requested,
  requestedAt,
  statuses,
  total,
  unresolved,
} from './sample-booking.spec.js';

function request(paymentId: string, now = requestedAt): BookingCommand {
  return { type: 'RequestPayment', data: { paymentId, method: 'tok_ok', now } };
}

describe('requesting a payment', () => {
  it("asks for the booking's total", () => {
    given(...placed)
      .when(request('pay-1'))
      .then(requested('pay-1'));
  });

  it('asks again after a decline, or when captured money went back', () => {
    given(...placed, requested('pay-1'), declined('pay-1'))
      .when(request('pay-2'))
      .then(requested('pay-2'));
    given(...paid, refundRequested('pay-1'))
      .when(request('pay-2'))
      .then(requested('pay-2'));
  });

  it.each([
    ['is pending', [requested('pay-1')]],
    ['has no outcome yet', [requested('pay-1'), unresolved('pay-1')]],
    ['is captured', [requested('pay-1'), captured('pay-1')]],
  ])('is refused while another one %s', (_, payments) => {
    given(...placed, ...payments)
      .when(request('pay-2'))
      .thenRefused({ name: 'booking-state', status: 'held' });
  });

  const twenty = Array.from({ length: 20 }, (_, index) => [
    requested(`pay-${index}`),
    declined(`pay-${index}`),
  ]).flat();

  it('is refused after the twentieth', () => {
    given(...placed, ...twenty.slice(2))
      .when(request('pay-20'))
      .then(requested('pay-20'));
    given(...placed, ...twenty)
      .when(request('pay-20'))
      .thenRefused({ name: 'too-many', what: 'payments', most: 20 });
  });

  it('is refused under the id of another one', () => {
    given(...placed, requested('pay-1'), declined('pay-1'))
      .when(request('pay-1'))
      .thenRefused({ name: 'booking-state', status: 'held' });
  });

  it.each(['none', 'ticketed', 'checked-in', 'cancelled'] as const)(
    'is refused in the status %s',
    (status) => {
      given(...statuses[status])
        .when(request('pay-2'))
        .thenRefused({ name: 'booking-state', status });
    },
  );

  it('is refused once the hold has run out, swept or not', () => {
    given(...placed)
      .when(request('pay-1', '2026-12-01T12:14:59.999Z'))
      .then(requested('pay-1', '2026-12-01T12:14:59.999Z'));
    given(...placed)
      .when(request('pay-1', holdExpiresAt))
      .thenRefused({ name: 'hold-expired', holdExpiresAt });
    given(...statuses.expired)
      .when(request('pay-1'))
      .thenRefused({ name: 'hold-expired', holdExpiresAt });
    given(...placed, ...twenty)
      .when(request('pay-20', holdExpiresAt))
      .thenRefused({ name: 'hold-expired', holdExpiresAt });
  });

  it('is refused when one of the flights is closed', () => {
    given(...placed, onFlight(back, flightCancelled))
      .when(request('pay-1'))
      .thenRefused({ name: 'flight-closed', flightId: back });
    given(...placed, onFlight(out, departed))
      .when(request('pay-1'))
      .thenRefused({ name: 'flight-closed', flightId: out });
  });
});

describe('a refund', () => {
  const give: BookingCommand = { type: 'RecordRefund', data: { paymentId: 'pay-1' } };

  it('is given once, when it was asked for', () => {
    given(...cancelledPaid)
      .when(give)
      .then(refunded('pay-1'));
    given(...cancelledPaid, refunded('pay-1'))
      .when(give)
      .then();
    given(...paid)
      .when(give)
      .thenRefused({ name: 'payment-state', paymentId: 'pay-1', status: 'captured' });
    given(...placed)
      .when(give)
      .thenRefused({ name: 'unknown-payment', paymentId: 'pay-1' });
  });
});

describe('payments in a log', () => {
  const payment = (status: Payment['status']): Payment => {
    return { paymentId: 'pay-1', amount: total, requestedAt, status };
  };
  const all: Payment['status'][] = [
    ...(['requested', 'unresolved', 'captured', 'declined'] as const),
    ...(['refund-requested', 'refunded'] as const),
  ];

  it.each<[string, PaymentEvent, Payment['status'][], Payment['status']]>([
    ['a capture', captured('pay-1').event, ['requested', 'unresolved', 'declined'], 'captured'],
    ['a decline', declined('pay-1').event, ['requested', 'unresolved'], 'declined'],
    ['an open outcome', unresolved('pay-1').event, ['requested'], 'unresolved'],
    ['a request to refund', refundRequested('pay-1').event, ['captured'], 'refund-requested'],
    ['a refund', refunded('pay-1').event, ['refund-requested'], 'refunded'],
  ])('have %s only where it can be', (_, event, after, status) => {
    for (const before of all) {
      const evolve = () => evolvePayments([payment(before)], event);
      if (after.includes(before)) expect(evolve()).toEqual([payment(status)]);
      else expect(evolve).toThrow(CorruptStream);
    }
    expect(() => evolvePayments([], event)).toThrow(CorruptStream);
  });

  it('have each id once', () => {
    const { event } = requested('pay-1');
    expect(() => evolvePayments([payment('declined')], event)).toThrow(CorruptStream);
  });

  it('keep what they were asked for', () => {
    const { event } = requested('pay-1');
    expect(evolvePayments([], event)).toEqual([payment('requested')]);
  });
});

it('the refund is all that went back or is to go back', () => {
  const payment = (status: Payment['status']): Payment => {
    return { paymentId: status, amount: total, requestedAt, status };
  };
  const open = (['requested', 'unresolved', 'captured', 'declined'] as const).map(payment);
  expect(refundOf(open)).toBeUndefined();
  const all = [...open, payment('refund-requested'), payment('refunded')];
  expect(refundOf(all)).toEqual(sumOf([payment('refunded'), payment('refunded')]));
});
