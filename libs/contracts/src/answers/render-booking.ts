import type { Payment, PaymentStatus, PlacedBooking } from '#domain';
import { isTicketed, refundOf } from '#domain';
import { bookingAnswer, type BookingAnswer } from './booking.js';

const personalData = bookingAnswer.pick({ passengers: true, contact: true });

/**
 * The API's Booking.
 *
 * @param opened its personal data in the clear; undefined when it was erased
 */
export function renderBooking(
  booking: PlacedBooking,
  version: number,
  opened: Record<string, unknown> | undefined,
): BookingAnswer {
  const { recordLocator, status, segments, total, party, payments } = booking;
  const erased = {
    passengers: Array.from({ length: party }, () => ({ givenName: null, familyName: null })),
    contact: { email: null },
  };
  const { passengers, contact } = opened === undefined ? erased : personalData.parse(opened);
  const refund = refundOf(payments);
  return {
    recordLocator,
    status,
    version,
    segments,
    passengers,
    contact,
    total,
    ...(status === 'held' ? { holdExpiresAt: booking.holdExpiresAt } : {}),
    ...(isTicketed(booking) ? { tickets: [...booking.tickets] } : {}),
    payments: payments.map(paymentAnswer),
    ...(refund === undefined ? {} : { refund }),
  };
}

/** A payment as its traveller sees it: what the provider has not told yet is pending. */
const shown = {
  requested: 'pending',
  unresolved: 'pending',
  captured: 'captured',
  declined: 'declined',
  'refund-requested': 'captured',
  refunded: 'refunded',
} as const satisfies Record<PaymentStatus, string>;

function paymentAnswer({ status, amount }: Payment) {
  return { status: shown[status], amount };
}
