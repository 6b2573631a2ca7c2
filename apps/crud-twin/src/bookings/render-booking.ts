import type { BookingAnswer } from '#contracts';
import type { Booking, PaymentStatus } from '../tables/booking.entity.js';

/** A payment as its traveller sees it: what the provider has not told yet is pending. */
const shown = {
  requested: 'pending',
  unresolved: 'pending',
  captured: 'captured',
  declined: 'declined',
  'refund-requested': 'captured',
  refunded: 'refunded',
} as const satisfies Record<PaymentStatus, string>;

/** The API's Booking. */
export function renderBooking(booking: Booking): BookingAnswer {
  const { recordLocator, status, version, email, payments } = booking;
  const isTicketed = status === 'ticketed' || status === 'checked-in';
  const returned = payments.filter((each) => each.status.startsWith('refund'));
  return {
    ...{ recordLocator, status, version },
    segments: booking.segments.map(({ flightId, cabin, seats, fare }) => {
      return { flightId, cabin, seats, fare: usd(fare) };
    }),
    passengers: booking.passengers.map(({ givenName, familyName }) => ({ givenName, familyName })),
    contact: { email },
    total: usd(booking.total),
    ...(status === 'held' ? { holdExpiresAt: booking.holdExpiresAt.toISOString() } : {}),
    ...(isTicketed ? { tickets: ticketsOf(booking) } : {}),
    payments: payments.map((each) => ({ status: shown[each.status], amount: usd(each.amount) })),
    ...(returned.length > 0
      ? { refund: usd(returned.reduce((sum, { amount }) => sum + amount, 0)) }
      : {}),
  };
}

function ticketsOf({ tickets }: Booking) {
  return tickets.map(({ number, passenger, flightId }) => ({ number, passenger, flightId }));
}

function usd(amount: number) {
  return { amount, currency: 'USD' as const };
}
