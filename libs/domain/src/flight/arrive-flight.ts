import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import { isBefore } from '../instant.js';
import type { FlightArrived, FlightState } from './flight.js';
import type { BeforeDeparture, FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

export interface ArriveFlight {
  type: 'ArriveFlight';
  data: { flightId: string; occurredAt: string };
}

export function arriveFlight(
  { flightId, ...data }: ArriveFlight['data'],
  state: FlightState,
): Decision<FlightArrived, FlightStateRefusal | BeforeDeparture> {
  if (state.status !== 'departed') return refuse(flightState(flightId, state));
  const { departedAt } = state;
  if (isBefore(data.occurredAt, departedAt))
    return refuse({ name: 'before-departure', departedAt });
  return accept({ type: 'FlightArrived', data });
}
