import type { FlightState } from './flight.js';

/** No such flight was scheduled. */
export interface UnknownFlight {
  name: 'unknown-flight';
  flightId: string;
}

/** The flight's status does not allow it. */
export interface FlightStateRefusal {
  name: 'flight-state';
  flightId: string;
  status: FlightState['status'];
}

/** It would have ended before it began. */
export interface BeforeDeparture {
  name: 'before-departure';
  departedAt: string;
}

export function flightState(flightId: string, { status }: FlightState): FlightStateRefusal {
  return { name: 'flight-state', flightId, status };
}
