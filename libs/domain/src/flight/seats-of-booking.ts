import type { Flight, FlightState } from './flight.js';
import type { Cabin } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

/** Those of the seats that the booking does not have on the flight, neither held nor sold. */
export interface SeatsNotHeld {
  name: 'seats-not-held';
  flightId: string;
  seats: string[];
}

/** Those of the seats that the booking does not have, or not in this cabin. */
export function seatsNotOf(
  { taken, aircraft }: Flight,
  recordLocator: string,
  seats: readonly string[],
  cabin: Cabin,
): string[] {
  const { cabinOf } = seatMapOf(aircraft.seats);
  return seats.filter(
    (seat) => taken.get(seat)?.recordLocator !== recordLocator || cabinOf.get(seat) !== cabin,
  );
}

/** The seats that a booking has on a flight, held or sold. */
export interface BookingOnFlight {
  recordLocator: string;
  seats: string[];
}

/** Every booking that has seats on the flight: a cancelled flight cancels these. */
export function bookingsOnFlight(state: FlightState): BookingOnFlight[] {
  if (state.status === 'unscheduled') return [];
  const bookings = new Map<string, string[]>();
  for (const [seat, { recordLocator }] of state.taken) {
    bookings.set(recordLocator, [...(bookings.get(recordLocator) ?? []), seat]);
  }
  return Array.from(bookings, ([recordLocator, seats]) => ({ recordLocator, seats }));
}
