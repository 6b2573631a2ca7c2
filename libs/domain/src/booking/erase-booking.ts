import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights, FlightState } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import { isBefore } from '../instant.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import { unreachable } from '../unreachable.js';
import type { BookingErased, BookingState } from './booking.js';
import { hasEnded, isTicketed } from './booking.js';
import type { BookingStateRefusal } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';

export interface EraseBooking {
  type: 'EraseBooking';
  data: { now: string };
}

/**
 * Has the persons of a booking forgotten, when nobody needs their names any more: it is cancelled, expired or
 * flown. Flown is a booking with tickets when the last of its flights has landed. Erased already: nothing to
 * change.
 */
export function eraseBooking(
  { now }: EraseBooking['data'],
  booking: BookingState,
  flights: Flights,
): Decision<ForStream<BookingErased>, BookingStateRefusal> {
  if (booking.status === 'none') return refuse(bookingState(booking));
  if (booking.erased) return accept();
  const isOver =
    hasEnded(booking) ||
    (isTicketed(booking) &&
      booking.segments.every(({ flightId }) => hasLanded(flightIn(flights, flightId), now)));
  if (!isOver) return refuse(bookingState(booking));
  return accept(onBooking(booking, { type: 'BookingErased', data: {} }));
}

/**
 * Where it was bound for or elsewhere, by report; not reported, at the arrival that is known. One that was
 * cancelled never lands: its bookings are cancelled with it.
 */
function hasLanded(flight: FlightState, now: string): boolean {
  switch (flight.status) {
    case 'arrived':
    case 'diverted':
      return true;
    case 'scheduled':
    case 'delayed':
    case 'departed':
      return !isBefore(now, flight.arrivesAt);
    case 'unscheduled':
    case 'cancelled':
      return false;
    default:
      return unreachable(flight);
  }
}
