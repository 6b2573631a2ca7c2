import type { Decision } from '../decision.js';
import { unreachable } from '../unreachable.js';
import type { ArriveFlight } from './arrive-flight.js';
import { arriveFlight } from './arrive-flight.js';
import type { CancelFlight } from './cancel-flight.js';
import { cancelFlight } from './cancel-flight.js';
import type { ChangeFare, ChangeFareRefusal } from './change-fare.js';
import { changeFare } from './change-fare.js';
import type { CheckInSeats, CheckInSeatsRefusal } from './check-in-seats.js';
import { checkInSeats } from './check-in-seats.js';
import type { DelayFlight, DelayFlightRefusal } from './delay-flight.js';
import { delayFlight } from './delay-flight.js';
import type { DepartFlight } from './depart-flight.js';
import { departFlight } from './depart-flight.js';
import type { DivertFlight } from './divert-flight.js';
import type { DivertFlightRefusal } from './divert-flight.js';
import { divertFlight } from './divert-flight.js';
import type { FlightEvent, FlightState } from './flight.js';
import type { HoldSeats, HoldSeatsRefusal } from './hold-seats.js';
import { holdSeats } from './hold-seats.js';
import type { MoveSeat, MoveSeatRefusal } from './move-seat.js';
import { moveSeat } from './move-seat.js';
import type { ReleaseSeats } from './release-seats.js';
import { releaseSeats } from './release-seats.js';
import type { FlightExists, ScheduleFlight } from './schedule-flight.js';
import { scheduleFlight } from './schedule-flight.js';
import type { SellSeats, SellSeatsRefusal } from './sell-seats.js';
import { sellSeats } from './sell-seats.js';

export type FlightCommand =
  | ScheduleFlight
  | DelayFlight
  | DepartFlight
  | ArriveFlight
  | DivertFlight
  | CancelFlight
  | ChangeFare
  | HoldSeats
  | SellSeats
  | ReleaseSeats
  | MoveSeat
  | CheckInSeats;

export type FlightRefusal =
  | DivertFlightRefusal
  | FlightExists
  | DelayFlightRefusal
  | ChangeFareRefusal
  | HoldSeatsRefusal
  | SellSeatsRefusal
  | MoveSeatRefusal
  | CheckInSeatsRefusal;

export function decideFlight(
  command: FlightCommand,
  state: FlightState,
): Decision<FlightEvent, FlightRefusal> {
  const { type, data } = command;
  switch (type) {
    case 'ScheduleFlight':
      return scheduleFlight(data, state);
    case 'DelayFlight':
      return delayFlight(data, state);
    case 'DepartFlight':
      return departFlight(data, state);
    case 'ArriveFlight':
      return arriveFlight(data, state);
    case 'DivertFlight':
      return divertFlight(data, state);
    case 'CancelFlight':
      return cancelFlight(data, state);
    case 'ChangeFare':
      return changeFare(data, state);
    case 'HoldSeats':
      return holdSeats(data, state);
    case 'SellSeats':
      return sellSeats(data, state);
    case 'ReleaseSeats':
      return releaseSeats(data, state);
    case 'MoveSeat':
      return moveSeat(data, state);
    case 'CheckInSeats':
      return checkInSeats(data, state);
    default:
      return unreachable(type);
  }
}
