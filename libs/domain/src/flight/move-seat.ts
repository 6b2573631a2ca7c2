import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightState } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { FlightClosed } from './open-for-sale.js';
import { isOpenForSale } from './open-for-sale.js';
import type { SeatMoved } from './seat-inventory.js';
import type { SeatsNotHeld } from './seats-of-booking.js';
import { seatsNotOf } from './seats-of-booking.js';
import type { Cabin } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

export interface MoveSeat {
  type: 'MoveSeat';
  data: {
    flightId: string;
    recordLocator: string;
    /** Of both seats. */
    cabin: Cabin;
    from: string;
    to: string;
    now: string;
  };
}

export type MoveSeatRefusal =
  | UnknownFlight
  /** `from` is not the booking's in this cabin. */
  | SeatsNotHeld
  /** `to` is not on the aircraft, or is in another cabin. */
  | { name: 'unknown-seat'; flightId: string; seat: string }
  | FlightClosed
  | { name: 'seat-taken'; flightId: string; seats: string[] };

/** Takes one seat for another; the same one changes nothing. */
export function moveSeat(
  { flightId, recordLocator, cabin, from, to, now }: MoveSeat['data'],
  state: FlightState,
): Decision<SeatMoved, MoveSeatRefusal> {
  if (state.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });
  const missing = seatsNotOf(state, recordLocator, [from], cabin);
  if (missing.length > 0) return refuse({ name: 'seats-not-held', flightId, seats: missing });
  if (from === to) return accept();
  if (seatMapOf(state.aircraft.seats).cabinOf.get(to) !== cabin) {
    return refuse({ name: 'unknown-seat', flightId, seat: to });
  }
  if (!isOpenForSale(state, now)) return refuse({ name: 'flight-closed', flightId });
  if (state.taken.has(to)) return refuse({ name: 'seat-taken', flightId, seats: [to] });
  return accept({ type: 'SeatMoved', data: { recordLocator, cabin, from, to } });
}
