import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightArrived, FlightState } from './flight.js';
import type { FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

export interface ArriveFlight {
  type: 'ArriveFlight';
  data: { flightId: string; occurredAt: string };
}

export function arriveFlight(
  { flightId, ...data }: ArriveFlight['data'],
  state: FlightState,
): Decision<FlightArrived, FlightStateRefusal> {
  if (state.status !== 'departed') return refuse(flightState(flightId, state));
  return accept({ type: 'FlightArrived', data });
}
