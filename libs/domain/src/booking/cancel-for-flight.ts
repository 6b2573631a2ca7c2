import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { FlightStateRefusal } from '../flight/flight-state.js';
import { flightState } from '../flight/flight-state.js';
import type { BookingState } from './booking.js';
import { hasEnded } from './booking.js';
import type { BookingStateRefusal, NotInBooking } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';
import type { EndBookingEvent } from './end-booking.js';
import { cancellationEvents } from './end-booking.js';

export interface CancelForFlight {
  type: 'CancelForFlight';
  data: {
    /** The flight that was cancelled, */
    flightId: string;
    /** and why, as its operator said. */
    reason: string;
  };
}

export type CancelForFlightRefusal =
  /** There is no such booking. */
  | BookingStateRefusal
  | NotInBooking
  /** The flight is not cancelled. */
  | FlightStateRefusal;

/**
 * A cancelled flight cancels the whole booking, whatever its other flights do, departed ones too.
 * Cancelled or expired already: nothing to change.
 */
export function cancelForFlight(
  { flightId, reason }: CancelForFlight['data'],
  booking: BookingState,
  flights: Flights,
): Decision<EndBookingEvent, CancelForFlightRefusal> {
  if (booking.status === 'none') return refuse(bookingState(booking));
  if (hasEnded(booking)) return accept();
  if (!booking.segments.some((segment) => segment.flightId === flightId)) {
    return refuse({ name: 'not-in-booking', flightId });
  }
  const flight = flightIn(flights, flightId);
  if (flight.status !== 'cancelled') return refuse(flightState(flightId, flight));
  return accept(
    ...cancellationEvents(booking, { cause: 'flight-cancelled', flightId, reason }, flights),
  );
}
