import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { CheckInSeatsRefusal } from '../flight/check-in-seats.js';
import { checkInSeats } from '../flight/check-in-seats.js';
import type { Flight, Flights, SeatsCheckedIn } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { FlightClosed } from '../flight/open-for-sale.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type {
  BoardingPassesIssued,
  BookingState,
  IssuedBoardingPass,
  PassengersCheckedIn,
} from './booking.js';
import { checkedInBefore, isTicketed } from './booking.js';
import type { BookingStateRefusal } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';

export interface CheckIn {
  type: 'CheckIn';
  data: { now: string };
}

export type CheckInRefusal =
  /** Not ticketed, or too early for every flight that is left. */
  | BookingStateRefusal
  /** There is nobody left to name on a boarding pass. */
  | { name: 'erased' }
  /** Of the first flight that is left: departed, reported or not, or cancelled. */
  | Exclude<CheckInSeatsRefusal, { name: 'check-in-not-open' }>;

export type CheckInEvent = ForStream<PassengersCheckedIn | BoardingPassesIssued | SeatsCheckedIn>;

/**
 * Checks all passengers in on every flight whose window is open: from 24 hours before to departure.
 * Flights that open later are left to another check-in; until then, that changes nothing.
 */
export function checkIn(
  { now }: CheckIn['data'],
  booking: BookingState,
  flights: Flights,
): Decision<CheckInEvent, CheckInRefusal> {
  if (!isTicketed(booking)) return refuse(bookingState(booking));
  if (booking.erased) return refuse({ name: 'erased' });
  const done = checkedInBefore(booking);
  const { recordLocator } = booking;
  const left = booking.segments.filter(
    ({ flightId }) => !done.some((pass) => pass.flightId === flightId),
  );
  const flightIds: string[] = [];
  const boardingPasses: IssuedBoardingPass[] = [];
  const numbers: ForStream<SeatsCheckedIn>[] = [];
  const late: FlightClosed[] = [];
  let early = false;
  for (const { flightId, seats } of left) {
    const flight = flightIn(flights, flightId);
    if (flight.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });
    const decision = checkInSeats({ flightId, recordLocator, seats, now }, flight);
    if (decision.accepted) {
      for (const event of decision.events) {
        flightIds.push(flightId);
        boardingPasses.push(...passesFor(flight, event));
        numbers.push(onFlight(flightId, event));
      }
      continue;
    }
    const { refusal } = decision;
    if (refusal.name === 'check-in-not-open') early = true;
    else if (refusal.name === 'flight-closed') late.push(refusal);
    else return refuse(refusal);
  }
  if (flightIds.length > 0) {
    return accept<CheckInEvent>(
      onBooking(booking, { type: 'PassengersCheckedIn', data: { flightIds } }),
      onBooking(booking, { type: 'BoardingPassesIssued', data: { boardingPasses } }),
      ...numbers,
    );
  }
  if (early) return done.length > 0 ? accept() : refuse(bookingState(booking));
  return late[0] === undefined ? accept() : refuse(late[0]);
}

function passesFor({ flightId, destination }: Flight, { data }: SeatsCheckedIn) {
  return data.seats.map((seat, passenger): IssuedBoardingPass => {
    const sequence = data.firstSequence + passenger;
    return { passenger, flightId, destination, seat, sequence };
  });
}
