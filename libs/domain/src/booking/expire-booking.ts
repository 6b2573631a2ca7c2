import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { isBefore, plusSeconds } from '../instant.js';
import type { BookingState, HeldBooking } from './booking.js';
import type { EndBookingEvent } from './end-booking.js';
import { expiryEvents } from './end-booking.js';
import { isCaptured, isPending } from './payment.js';

const suspendedSeconds = 15 * 60;

export interface ExpireBooking {
  type: 'ExpireBooking';
  data: { now: string };
}

/** Come again at `until`. */
export interface NotDue {
  name: 'not-due';
  until: string;
}

/** Ends a hold that has run out; a booking that is not held any more stays as it is. */
export function expireBooking(
  { now }: ExpireBooking['data'],
  booking: BookingState,
  flights: Flights,
): Decision<EndBookingEvent, NotDue> {
  if (booking.status !== 'held') return accept();
  const until = expiresAt(booking);
  if (isBefore(now, until)) return refuse({ name: 'not-due', until });
  return accept(...expiryEvents(booking, flights));
}

/**
 * When the hold ends: a payment that may become a ticket yet, pending or captured, suspends that,
 * but for no longer than 15 minutes from its request on.
 */
function expiresAt({ holdExpiresAt, payments }: HeldBooking): string {
  return payments
    .filter((payment) => isPending(payment) || isCaptured(payment))
    .map(({ requestedAt }) => plusSeconds(requestedAt, suspendedSeconds))
    .reduce((latest, until) => (isBefore(latest, until) ? until : latest), holdExpiresAt);
}
