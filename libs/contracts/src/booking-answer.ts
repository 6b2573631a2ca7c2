import type { Payment, PaymentStatus, PlacedBooking } from '#domain';
import { isTicketed, refundOf } from '#domain';

export interface OpenedBooking {
  passengers: unknown;
  contact: unknown;
}

/** The API's Booking; `opened` is undefined when its personal data was erased. */
export function bookingAnswer(
  booking: PlacedBooking,
  version: number,
  opened: OpenedBooking | undefined,
) {
  const { recordLocator, status, segments, total, party, payments } = booking;
  const erased = Array.from({ length: party }, () => ({ givenName: null, familyName: null }));
  const refund = refundOf(payments);
  return {
    recordLocator,
    status,
    version,
    segments,
    passengers: opened?.passengers ?? erased,
    contact: opened?.contact ?? { email: null },
    total,
    ...(status === 'held' ? { holdExpiresAt: booking.holdExpiresAt } : {}),
    ...(isTicketed(booking) ? { tickets: booking.tickets } : {}),
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
