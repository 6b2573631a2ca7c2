import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import { isBefore } from '../instant.js';
import type { FlightDiverted, FlightState } from './flight.js';
import type { BeforeDeparture, FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

export interface DivertFlight {
  type: 'DivertFlight';
  data: { flightId: string; airport: string; occurredAt: string };
}

export type DivertFlightRefusal =
  | FlightStateRefusal
  | BeforeDeparture
  /** It went where it was to go. */
  | { name: 'own-destination'; airport: string };

export function divertFlight(
  { flightId, ...data }: DivertFlight['data'],
  state: FlightState,
): Decision<FlightDiverted, DivertFlightRefusal> {
  if (state.status !== 'departed') return refuse(flightState(flightId, state));
  const { departedAt, destination } = state;
  if (isBefore(data.occurredAt, departedAt))
    return refuse({ name: 'before-departure', departedAt });
  if (data.airport === destination)
    return refuse({ name: 'own-destination', airport: destination });
  return accept({ type: 'FlightDiverted', data });
}
