import type { FlightState, PlacedBooking } from '#domain';
import { evolveBooking, evolveFlight, initialBooking, initialFlight } from '#domain';
import type { LoggedEvent } from '../recorded-event.js';
import { readBookingEvent, readFlightEvent } from './read-event.js';

const prefix = 'flight-';

/** The booking that a stream tells of; undefined when it has no events. */
export function bookingOf(events: readonly LoggedEvent[]): PlacedBooking | undefined {
  const booking = events.map(readBookingEvent).reduce(evolveBooking, initialBooking);
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
      events.map(readFlightEvent).reduce(evolveFlight, initialFlight),
    ]);
  return new Map(states);
}
