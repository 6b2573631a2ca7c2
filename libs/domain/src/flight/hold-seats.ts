import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import { chooseSeats } from './choose-seats.js';
import type { FlightState } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { FlightClosed } from './open-for-sale.js';
import { isOpenForSale } from './open-for-sale.js';
import type { SeatsHeld } from './seat-inventory.js';
import type { Cabin, SeatMap } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

const maxParty = 9;

export interface HoldSeats {
  type: 'HoldSeats';
  data: {
    flightId: string;
    recordLocator: string;
    cabin: Cabin;
    /** In the passengers' order; without them the best ones together are chosen. */
    seats?: readonly string[] | undefined;
    /** How many passengers: 1 to 9. */
    party: number;
    now: string;
    expiresAt: string;
  };
}

type Hold = HoldSeats['data'];

/** Why a request fits no flight of this kind, whatever has been sold of it. */
export type MalformedHold =
  | { name: 'unknown-cabin'; flightId: string; cabin: Cabin }
  /** The party is not one to nine, or the seats are not one for each. */
  | { name: 'seat-count'; flightId: string; party: number }
  | { name: 'duplicate-seat'; flightId: string; seat: string; index: number }
  /** A seat that is not on the aircraft, or is in another cabin. */
  | { name: 'unknown-seat'; flightId: string; seat: string; index: number };

export type HoldSeatsRefusal =
  | UnknownFlight
  | MalformedHold
  | FlightClosed
  /** Those of the wanted seats that are not free. */
  | { name: 'seat-taken'; flightId: string; seats: string[] }
  /** Fewer free seats in the cabin than passengers. */
  | { name: 'sold-out'; flightId: string; cabin: Cabin };

export function holdSeats(hold: Hold, state: FlightState): Decision<SeatsHeld, HoldSeatsRefusal> {
  const { flightId, recordLocator, cabin, now, expiresAt } = hold;
  if (state.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });

  const map = seatMapOf(state.aircraft.seats);
  const fare = state.fares.find((of) => of.cabin === cabin)?.fare;
  if (fare === undefined || !map.cabins.has(cabin)) {
    return refuse({ name: 'unknown-cabin', flightId, cabin });
  }
  const malformed = findMalformed(hold, map);
  if (malformed !== undefined) return refuse(malformed);
  if (!isOpenForSale(state, now)) return refuse({ name: 'flight-closed', flightId });

  const { taken } = state;
  const wantedButTaken = hold.seats?.filter((seat) => taken.has(seat)) ?? [];
  if (wantedButTaken.length > 0) {
    return refuse({ name: 'seat-taken', flightId, seats: wantedButTaken });
  }
  const seats = hold.seats ?? chooseSeats(map, cabin, (seat) => taken.has(seat), hold.party);
  if (seats === undefined) return refuse({ name: 'sold-out', flightId, cabin });
  return accept({
    type: 'SeatsHeld',
    data: { recordLocator, cabin, seats: [...seats], fare, expiresAt },
  });
}

function findMalformed(hold: Hold, map: SeatMap): MalformedHold | undefined {
  const { flightId, cabin, party, seats } = hold;
  const isParty = Number.isInteger(party) && party >= 1 && party <= maxParty;
  if (!isParty || (seats !== undefined && seats.length !== party)) {
    return { name: 'seat-count', flightId, party };
  }
  for (const [index, seat] of seats?.entries() ?? []) {
    if (seats?.indexOf(seat) !== index) return { name: 'duplicate-seat', flightId, seat, index };
    if (map.cabinOf.get(seat) !== cabin) return { name: 'unknown-seat', flightId, seat, index };
  }
  return undefined;
}
