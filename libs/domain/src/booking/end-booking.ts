import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import { releaseSeats } from '../flight/release-seats.js';
import type { ReleaseReason, SeatsReleased } from '../flight/seat-inventory.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type { BookingCancelled, BookingExpired, Cancellation, PlacedBooking } from './booking.js';
import type { RefundRequested } from './payment.js';
import { isCaptured, sumOf } from './payment.js';
import { refundRequests } from './refund-requests.js';

export type EndBookingEvent = ForStream<
  BookingCancelled | BookingExpired | RefundRequested | SeatsReleased
>;

/** The cancellation, the refund of all that was captured, and every seat that is still its own. */
export function cancellationEvents(
  booking: PlacedBooking,
  cancellation: Cancellation,
  flights: Flights,
): EndBookingEvent[] {
  const captured = booking.payments.filter(isCaptured);
  const data = captured.length === 0 ? cancellation : { ...cancellation, refund: sumOf(captured) };
  const reason = cancellation.cause === 'traveller' ? 'cancelled' : cancellation.cause;
  return [
    onBooking(booking, { type: 'BookingCancelled', data }),
    ...refundRequests(booking),
    ...seatsOf(booking, flights, reason),
  ];
}

/** As for a cancellation: money that was captured, but never became a ticket, goes back. */
export function expiryEvents(booking: PlacedBooking, flights: Flights): EndBookingEvent[] {
  return [
    onBooking(booking, { type: 'BookingExpired', data: {} }),
    ...refundRequests(booking),
    ...seatsOf(booking, flights, 'expired'),
  ];
}

function seatsOf(
  { recordLocator, segments }: PlacedBooking,
  flights: Flights,
  reason: ReleaseReason,
): EndBookingEvent[] {
  return segments.flatMap(({ flightId }) => {
    const release = { flightId, recordLocator, reason };
    const decision = releaseSeats(release, flightIn(flights, flightId));
    return decision.accepted ? decision.events.map((event) => onFlight(flightId, event)) : [];
  });
}
