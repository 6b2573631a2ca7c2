import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { MoveSeatRefusal } from '../flight/move-seat.js';
import { moveSeat } from '../flight/move-seat.js';
import type { SeatMoved } from '../flight/seat-inventory.js';
import { isBefore } from '../instant.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type { BookingState, SeatChanged } from './booking.js';
import { canChangeSeat } from './booking.js';
import type { BookingStateRefusal, HoldExpired, NotInBooking, TooMany } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';

export interface ChangeSeat {
  type: 'ChangeSeat';
  data: {
    flightId: string;
    /** Index from 0. */
    passenger: number;
    /** In the cabin of the segment. */
    seat: string;
    now: string;
  };
}

export type ChangeSeatRefusal =
  /** Neither held nor ticketed. */
  | BookingStateRefusal
  | HoldExpired
  | NotInBooking
  | { name: 'unknown-passenger'; passenger: number }
  | MoveSeatRefusal
  | TooMany;

const mostSeatChanges = 50;

export type ChangeSeatEvent = ForStream<SeatChanged | SeatMoved>;

/** Gives one passenger another free seat of the same cabin; the same seat changes nothing. */
export function changeSeat(
  { flightId, passenger, seat, now }: ChangeSeat['data'],
  booking: BookingState,
  flights: Flights,
): Decision<ChangeSeatEvent, ChangeSeatRefusal> {
  const hasExpired =
    booking.status === 'expired' ||
    (booking.status === 'held' && !isBefore(now, booking.holdExpiresAt));
  if (hasExpired) return refuse({ name: 'hold-expired', holdExpiresAt: booking.holdExpiresAt });
  if (!canChangeSeat(booking)) return refuse(bookingState(booking));
  const segment = booking.segments.find((one) => one.flightId === flightId);
  if (segment === undefined) return refuse({ name: 'not-in-booking', flightId });
  const from = segment.seats[passenger];
  if (from === undefined) return refuse({ name: 'unknown-passenger', passenger });

  const { recordLocator } = booking;
  const move = { flightId, recordLocator, cabin: segment.cabin, from, to: seat, now };
  const decision = moveSeat(move, flightIn(flights, flightId));
  if (!decision.accepted) return decision;
  if (decision.events.length > 0 && booking.seatChanges >= mostSeatChanges) {
    return refuse({ name: 'too-many', what: 'seat changes', most: mostSeatChanges });
  }
  return accept<ChangeSeatEvent>(
    ...decision.events.flatMap((moved): ChangeSeatEvent[] => [
      onBooking(booking, { type: 'SeatChanged', data: { flightId, passenger, from, to: seat } }),
      onFlight(flightId, moved),
    ]),
  );
}
