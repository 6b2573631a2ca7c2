import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import { isBefore, plusSeconds } from '../instant.js';
import type { FlightState, SeatsCheckedIn } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { FlightClosed } from './open-for-sale.js';
import { isOpenForSale } from './open-for-sale.js';
import type { SeatsNotHeld } from './seats-of-booking.js';

const opensBeforeDeparture = 24 * 60 * 60;

export interface CheckInSeats {
  type: 'CheckInSeats';
  data: {
    flightId: string;
    recordLocator: string;
    /** In the passengers' order: they get their boarding sequence numbers in it. */
    seats: readonly string[];
    now: string;
  };
}

export type CheckInSeatsRefusal =
  | UnknownFlight
  /** Seats that the booking has not bought. */
  | SeatsNotHeld
  /** Before `opensAt`, 24 hours before departure. */
  | { name: 'check-in-not-open'; flightId: string; opensAt: string }
  | FlightClosed;

/**
 * Numbers passengers in the order of their check-in, through from 1 on each flight. A number is not
 * given again when its booking is cancelled. That nobody checks in twice is the booking's to know.
 */
export function checkInSeats(
  { flightId, recordLocator, seats, now }: CheckInSeats['data'],
  state: FlightState,
): Decision<SeatsCheckedIn, CheckInSeatsRefusal> {
  if (state.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });
  const unsold = seats.filter((seat) => {
    const holder = state.taken.get(seat);
    return holder?.recordLocator !== recordLocator || holder.state !== 'sold';
  });
  if (unsold.length > 0) return refuse({ name: 'seats-not-held', flightId, seats: unsold });
  if (!isOpenForSale(state, now)) return refuse({ name: 'flight-closed', flightId });
  const opensAt = plusSeconds(state.departsAt, -opensBeforeDeparture);
  if (isBefore(now, opensAt)) return refuse({ name: 'check-in-not-open', flightId, opensAt });
  const firstSequence = state.lastSequence + 1;
  return accept({
    type: 'SeatsCheckedIn',
    data: { recordLocator, seats: [...seats], firstSequence },
  });
}
