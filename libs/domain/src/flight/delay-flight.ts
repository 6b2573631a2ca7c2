import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import { plusSeconds } from '../instant.js';
import type { DelayCause, FlightDelayed, FlightState } from './flight.js';
import { isExpected } from './flight.js';
import type { FlightStateRefusal } from './flight-state.js';
import { flightState } from './flight-state.js';

/** Of a week. */
const maxDelayMinutes = 10_080;

export interface DelayFlight {
  type: 'DelayFlight';
  data: {
    flightId: string;
    /** Against the schedule, whatever delay it had before: 1 to {@link maxDelayMinutes}. */
    minutes: number;
    cause: DelayCause;
    occurredAt: string;
  };
}

export type DelayFlightRefusal = FlightStateRefusal | { name: 'delay-minutes'; minutes: number };

/** The same delay for the same cause again changes nothing. */
export function delayFlight(
  { flightId, minutes, cause, occurredAt }: DelayFlight['data'],
  state: FlightState,
): Decision<FlightDelayed, DelayFlightRefusal> {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > maxDelayMinutes) {
    return refuse({ name: 'delay-minutes', minutes });
  }
  if (!isExpected(state)) return refuse(flightState(flightId, state));
  const departsAt = plusSeconds(state.scheduled.departsAt, 60 * minutes);
  const arrivesAt = plusSeconds(state.scheduled.arrivesAt, 60 * minutes);
  if (departsAt === state.departsAt && cause === state.delayCause) return accept();
  return accept({ type: 'FlightDelayed', data: { departsAt, arrivesAt, cause, occurredAt } });
}
