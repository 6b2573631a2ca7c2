import type { Decision } from '../decision.js';
import { unreachable } from '../unreachable.js';
import type { FlightEvent, FlightState } from './flight.js';
import type { HoldSeats, HoldSeatsRefusal } from './hold-seats.js';
import { holdSeats } from './hold-seats.js';
import type { FlightExists, ScheduleFlight } from './schedule-flight.js';
import { scheduleFlight } from './schedule-flight.js';

export type FlightCommand = ScheduleFlight | HoldSeats;

export type FlightRefusal = FlightExists | HoldSeatsRefusal;

export function decideFlight(
  command: FlightCommand,
  state: FlightState,
): Decision<FlightEvent, FlightRefusal> {
  const { type, data } = command;
  switch (type) {
    case 'ScheduleFlight':
      return scheduleFlight(data, state);
    case 'HoldSeats':
      return holdSeats(data, state);
    default:
      return unreachable(type);
  }
}
