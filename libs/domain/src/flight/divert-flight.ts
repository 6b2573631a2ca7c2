import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightDiverted, FlightState } from './flight.js';
import type { FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

export interface DivertFlight {
  type: 'DivertFlight';
  data: { flightId: string; airport: string; occurredAt: string };
}

export function divertFlight(
  { flightId, ...data }: DivertFlight['data'],
  state: FlightState,
): Decision<FlightDiverted, FlightStateRefusal> {
  if (state.status !== 'departed') return refuse(flightState(flightId, state));
  return accept({ type: 'FlightDiverted', data });
}
