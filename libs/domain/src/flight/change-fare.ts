import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FareChanged } from './fare-changed.js';
import type { CabinFare } from './fares.js';
import type { FlightState } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { Cabin } from './seat-map.js';

export interface ChangeFare {
  type: 'ChangeFare';
  data: CabinFare & {
    flightId: string;
    /** Of the fare where operators set it: higher with each change. */
    revision: number;
  };
}

export type ChangeFareRefusal =
  UnknownFlight | { name: 'unknown-cabin'; flightId: string; cabin: Cabin };

/**
 * What operators have set is recorded in every status of the flight: the sale decides for itself whether it is open.
 * A revision that is not newer, since it came twice or too late, changes nothing.
 */
export function changeFare(
  { flightId, cabin, fare, revision }: ChangeFare['data'],
  state: FlightState,
): Decision<FareChanged, ChangeFareRefusal> {
  if (state.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });
  if (!state.fares.some((of) => of.cabin === cabin)) {
    return refuse({ name: 'unknown-cabin', flightId, cabin });
  }
  if (revision <= (state.fareRevisions[cabin] ?? 0)) return accept();
  return accept({ type: 'FareChanged', data: { cabin, fare, revision } });
}
