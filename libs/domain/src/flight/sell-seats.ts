import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightState } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { FlightClosed } from './open-for-sale.js';
import { isOpenForSale } from './open-for-sale.js';
import type { SeatsSold } from './seat-inventory.js';
import type { SeatsNotHeld } from './seats-of-booking.js';
import { seatsNotOf } from './seats-of-booking.js';
import type { Cabin } from './seat-map.js';

export interface SellSeats {
  type: 'SellSeats';
  data: {
    flightId: string;
    recordLocator: string;
    cabin: Cabin;
    /** In the passengers' order. */
    seats: readonly string[];
    now: string;
  };
}

export type SellSeatsRefusal = UnknownFlight | FlightClosed | SeatsNotHeld;

/** Sells seats that the booking holds; those that it bought already change nothing. */
export function sellSeats(
  { flightId, recordLocator, cabin, seats, now }: SellSeats['data'],
  state: FlightState,
): Decision<SeatsSold, SellSeatsRefusal> {
  if (state.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });
  const missing = seatsNotOf(state, recordLocator, seats, cabin);
  if (missing.length > 0) return refuse({ name: 'seats-not-held', flightId, seats: missing });
  const held = seats.filter((seat) => state.taken.get(seat)?.state === 'held');
  if (held.length === 0) return accept();
  if (!isOpenForSale(state, now)) return refuse({ name: 'flight-closed', flightId });
  return accept({ type: 'SeatsSold', data: { recordLocator, cabin, seats: held } });
}
