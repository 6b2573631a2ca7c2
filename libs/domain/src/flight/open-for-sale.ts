import { isBefore } from '../instant.js';
import type { ExpectedFlight, FlightState } from './flight.js';
import { isExpected } from './flight.js';

/** Departed, reported or not, or cancelled. */
export interface FlightClosed {
  name: 'flight-closed';
  flightId: string;
}

/** Until its scheduled or delayed departure; an earlier report of it, or a cancellation, closes it. */
export function isOpenForSale(state: FlightState, now: string): state is ExpectedFlight {
  return isExpected(state) && isBefore(now, state.departsAt);
}
