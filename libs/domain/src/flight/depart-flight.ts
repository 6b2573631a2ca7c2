import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightDeparted, FlightState } from './flight.js';
import { isExpected } from './flight.js';
import type { FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

export interface DepartFlight {
  type: 'DepartFlight';
  data: { flightId: string; occurredAt: string };
}

export function departFlight(
  { flightId, ...data }: DepartFlight['data'],
  state: FlightState,
): Decision<FlightDeparted, FlightStateRefusal> {
  if (!isExpected(state)) return refuse(flightState(flightId, state));
  return accept({ type: 'FlightDeparted', data });
}
