import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightCancelled, FlightState } from './flight.js';
import { isExpected } from './flight.js';
import type { FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

export interface CancelFlight {
  type: 'CancelFlight';
  data: { flightId: string; reason: string; occurredAt: string };
}

/** Cancelled already: nothing to change. */
export function cancelFlight(
  { flightId, ...data }: CancelFlight['data'],
  state: FlightState,
): Decision<FlightCancelled, FlightStateRefusal> {
  if (state.status === 'cancelled') return accept();
  if (!isExpected(state)) return refuse(flightState(flightId, state));
  return accept({ type: 'FlightCancelled', data });
}
