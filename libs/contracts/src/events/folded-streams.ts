import type { BookingState, FlightState, PlacedBooking } from '#domain';
import { evolveBooking, evolveFlight, initialBooking, initialFlight } from '#domain';
import type { LoggedEvent } from '../recorded-event.js';
import { trustedBookingEvents, trustedFlightEvents } from './trusted-event.js';

const prefix = 'flight-';

/** The booking that a stream tells of; undefined when it has no events. */
export function bookingOf(events: readonly LoggedEvent[]): PlacedBooking | undefined {
  const booking = events.reduce(
    (state: BookingState, event) => trustedBookingEvents(event).reduce(evolveBooking, state),
    initialBooking,
  );
  return booking.status === 'none' ? undefined : booking;
}

/** Folds the flight streams among the streams; keyed by flightId. */
export function flightStates(
  streams: ReadonlyMap<string, readonly LoggedEvent[]>,
): Map<string, FlightState> {
  const states = [...streams]
    .filter(([streamId]) => streamId.startsWith(prefix))
    .map(([streamId, events]): [string, FlightState] => [
      streamId.slice(prefix.length),
      events.reduce(
        (state: FlightState, event) => trustedFlightEvents(event).reduce(evolveFlight, state),
        initialFlight,
      ),
    ]);
  return new Map(states);
}
