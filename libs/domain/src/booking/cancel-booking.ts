import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightState, Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { FlightClosed } from '../flight/open-for-sale.js';
import { isOpenForSale } from '../flight/open-for-sale.js';
import type { BookingState, Sealed } from './booking.js';
import type { BookingStateRefusal } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';
import type { EndBookingEvent } from './end-booking.js';
import { cancellationEvents } from './end-booking.js';

export interface CancelBooking {
  type: 'CancelBooking';
  data: { reason?: Sealed | undefined; now: string };
}

export type CancelBookingRefusal =
  /** Expired, or none. */
  | BookingStateRefusal
  /** Of the first segment that has departed, reported or not. */
  | FlightClosed;

/**
 * By the traveller, until the first departure. A pending payment does not hinder it: what is
 * captured late goes back. Neither does a flight that was cancelled. Cancelled already: nothing to
 * change.
 */
export function cancelBooking(
  { reason, now }: CancelBooking['data'],
  booking: BookingState,
  flights: Flights,
): Decision<EndBookingEvent, CancelBookingRefusal> {
  if (booking.status === 'cancelled') return accept();
  if (booking.status === 'none' || booking.status === 'expired') {
    return refuse(bookingState(booking));
  }
  const gone = booking.segments.find(({ flightId }) => isGone(flightIn(flights, flightId), now));
  if (gone !== undefined) return refuse({ name: 'flight-closed', flightId: gone.flightId });
  const cancellation = { cause: 'traveller' as const, ...(reason === undefined ? {} : { reason }) };
  return accept(...cancellationEvents(booking, cancellation, flights));
}

function isGone(flight: FlightState, now: string): boolean {
  return flight.status !== 'cancelled' && !isOpenForSale(flight, now);
}
