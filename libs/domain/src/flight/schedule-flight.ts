import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightSchedule, FlightScheduled, FlightState } from './flight.js';

export interface ScheduleFlight {
  type: 'ScheduleFlight';
  data: FlightSchedule;
}

export interface FlightExists {
  name: 'flight-exists';
  flightId: string;
}

export function scheduleFlight(
  schedule: FlightSchedule,
  state: FlightState,
): Decision<FlightScheduled, FlightExists> {
  if (state.status !== 'unscheduled') {
    return refuse({ name: 'flight-exists', flightId: schedule.flightId });
  }
  return accept({ type: 'FlightScheduled', data: schedule });
}
