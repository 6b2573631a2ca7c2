import type { Money } from '../money.js';
import type { FlightState, KnownFlight } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { Cabin, SeatMap } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

const maxParty = 9;

/** Seats that are wanted on a flight. */
export interface WantedSeats {
  flightId: string;
  cabin: Cabin;
  /** In the passengers' order; without them the best ones together are chosen. */
  seats?: readonly string[] | undefined;
  /** How many passengers: 1 to 9. */
  party: number;
}

/** Why a request fits no flight of this kind, whatever has been sold of it. */
export type HoldFault =
  | UnknownFlight
  | { name: 'unknown-cabin'; flightId: string; cabin: Cabin }
  /** The party is not one to nine, or the seats are not one for each. */
  | { name: 'seat-count'; flightId: string; party: number }
  | { name: 'duplicate-seat'; flightId: string; seat: string; index: number }
  /** A seat that is not on the aircraft, or is in another cabin. */
  | { name: 'unknown-seat'; flightId: string; seat: string; index: number };

/** Wanted seats that the flight could have, were they free. */
export interface FittingHold {
  wanted: WantedSeats;
  flight: KnownFlight;
  map: SeatMap;
  /** For one passenger. */
  fare: Money;
}

export type Fitted = { fits: true; hold: FittingHold } | { fits: false; faults: HoldFault[] };

/** Looks at the form alone, and names every fault of it. */
export function fitHold(wanted: WantedSeats, state: FlightState): Fitted {
  const { flightId, cabin } = wanted;
  if (state.status === 'unscheduled') {
    return { fits: false, faults: [{ name: 'unknown-flight', flightId }] };
  }
  const map = seatMapOf(state.aircraft.seats);
  const fare = state.fares.find((of) => of.cabin === cabin)?.fare;
  if (fare === undefined || !map.cabins.has(cabin)) {
    return { fits: false, faults: [{ name: 'unknown-cabin', flightId, cabin }] };
  }
  const faults = [...countFaults(wanted), ...seatFaults(wanted, map)];
  if (faults.length > 0) return { fits: false, faults };
  return { fits: true, hold: { wanted, flight: state, map, fare } };
}

function countFaults({ flightId, party, seats }: WantedSeats): HoldFault[] {
  const isParty = Number.isInteger(party) && party >= 1 && party <= maxParty;
  if (isParty && (seats === undefined || seats.length === party)) return [];
  return [{ name: 'seat-count', flightId, party }];
}

function seatFaults({ flightId, cabin, seats = [] }: WantedSeats, map: SeatMap): HoldFault[] {
  return seats.flatMap((seat, index): HoldFault[] => {
    if (seats.indexOf(seat) !== index) return [{ name: 'duplicate-seat', flightId, seat, index }];
    if (map.cabinOf.get(seat) !== cabin) return [{ name: 'unknown-seat', flightId, seat, index }];
    return [];
  });
}
