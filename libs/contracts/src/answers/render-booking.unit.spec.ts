import type { HeldBooking, Payment, PaymentStatus, PlacedBooking } from '#domain';
import { usd } from '#domain';
import { describe, expect, it } from 'vitest';
import { renderBooking } from './render-booking.js';

const flightId = 'UA1545-EWR-2026-12-05';
const total = usd(38800);
const requestedAt = '2026-12-01T12:10:00.000Z';

function payment(status: PaymentStatus): Payment {
  return { paymentId: 'pay-1', amount: total, requestedAt, status };
}

const held: HeldBooking = {
  status: 'held',
  recordLocator: 'K7QX2M',
  segments: [{ flightId, cabin: 'economy', seats: ['12A', '12B'], fare: usd(19400) }],
  party: 2,
  passengers: { sealed: 'cGFzc2VuZ2Vycw' },
  contact: { sealed: 'Y29udGFjdA' },
  total,
  holdExpiresAt: '2026-12-01T12:15:00.000Z',
  payments: [],
  seatChanges: 0,
};
const tickets = [{ number: '9960000000000', passenger: 0, flightId }];
const checkedIn = [{ passenger: 0, flightId, destination: 'IAH', seat: '12A', sequence: 1 }];

const opened = {
  passengers: [
    { givenName: 'Amelia', familyName: 'Earhart' },
    { givenName: 'Fred', familyName: 'Noonan' },
  ],
  contact: { email: 'amelia@example.com' },
};

/** What is the same in every status. */
const shown = {
  recordLocator: 'K7QX2M',
  version: 3,
  segments: held.segments,
  ...opened,
  total,
};

function answer(booking: PlacedBooking): unknown {
  return renderBooking(booking, 3, opened);
}

describe("the API's Booking", () => {
  it('says when a hold expires, as long as it is held', () => {
    const { holdExpiresAt } = held;
    expect(answer(held)).toStrictEqual({ ...shown, status: 'held', holdExpiresAt, payments: [] });
    expect(answer({ ...held, status: 'expired' })).toStrictEqual({
      ...shown,
      status: 'expired',
      payments: [],
    });
  });

  it('shows tickets from ticketing on', () => {
    const payments = [payment('captured')];
    const paid = { ...shown, tickets, payments: [{ status: 'captured', amount: total }] };
    expect(answer({ ...held, status: 'ticketed', tickets, payments })).toStrictEqual({
      ...paid,
      status: 'ticketed',
    });
    expect(answer({ ...held, status: 'checked-in', tickets, checkedIn, payments })).toStrictEqual({
      ...paid,
      status: 'checked-in',
    });
  });

  it('shows the refund of a cancelled booking that was paid, before and after it went back', () => {
    expect(
      answer({ ...held, status: 'cancelled', payments: [payment('refund-requested')] }),
    ).toStrictEqual({
      ...shown,
      status: 'cancelled',
      payments: [{ status: 'captured', amount: total }],
      refund: total,
    });
    expect(answer({ ...held, status: 'cancelled', payments: [payment('refunded')] })).toStrictEqual(
      {
        ...shown,
        status: 'cancelled',
        payments: [{ status: 'refunded', amount: total }],
        refund: total,
      },
    );
    expect(answer({ ...held, status: 'cancelled' })).not.toHaveProperty('refund');
  });

  it.each([
    ['requested', 'pending'],
    ['unresolved', 'pending'],
    ['declined', 'declined'],
  ] as const)('shows a payment that is %s as %s', (status, as) => {
    expect(answer({ ...held, payments: [payment(status)] })).toMatchObject({
      payments: [{ status: as, amount: total }],
    });
  });

  it('shows nobody once the personal data was erased', () => {
    const nobody = { givenName: null, familyName: null };
    expect(renderBooking({ ...held, status: 'cancelled' }, 3, undefined)).toMatchObject({
      passengers: [nobody, nobody],
      contact: { email: null },
    });
  });
});
