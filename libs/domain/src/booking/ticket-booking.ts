import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { SeatsSold } from '../flight/seat-inventory.js';
import type { SellSeatsRefusal } from '../flight/sell-seats.js';
import { sellSeats } from '../flight/sell-seats.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type { BookingState, BookingTicketed, HeldBooking, Ticket } from './booking.js';
import { isTicketed } from './booking.js';
import type { BookingStateRefusal } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';
import { isCaptured } from './payment.js';
import { ticketNumber } from './ticket-number.js';

export type TicketBookingRefusal =
  /** Expired, cancelled or none. */
  | BookingStateRefusal
  /** Nothing captured is there to pay for it. */
  | { name: 'not-paid' }
  /** Of the first segment that cannot be sold. */
  | SellSeatsRefusal;

export type TicketBookingEvent = ForStream<BookingTicketed | SeatsSold>;

/**
 * Sells the seats of every segment, or of none. A hold that has run out but was not swept still has
 * its seats, so money that came late is good for them. Ticketed already: nothing to change.
 */
export function ticketBooking(
  now: string,
  booking: BookingState,
  flights: Flights,
): Decision<TicketBookingEvent, TicketBookingRefusal> {
  if (isTicketed(booking)) return accept();
  if (booking.status !== 'held') return refuse(bookingState(booking));
  if (!booking.payments.some(isCaptured)) {
    return refuse({ name: 'not-paid' });
  }
  const { recordLocator } = booking;
  const sold: ForStream<SeatsSold>[] = [];
  for (const { flightId, cabin, seats } of booking.segments) {
    const sale = { flightId, recordLocator, cabin, seats, now };
    const decision = sellSeats(sale, flightIn(flights, flightId));
    if (!decision.accepted) return decision;
    sold.push(...decision.events.map((event) => onFlight(flightId, event)));
  }
  const tickets = ticketsOf(booking);
  return accept<TicketBookingEvent>(
    onBooking(booking, { type: 'BookingTicketed', data: { tickets } }),
    ...sold,
  );
}

/** One for each passenger on each flight. */
function ticketsOf({ recordLocator, segments }: HeldBooking): Ticket[] {
  return segments.flatMap(({ flightId, seats }, segment) =>
    seats.map((_, passenger) => ({
      number: ticketNumber(recordLocator, segment, passenger),
      passenger,
      flightId,
    })),
  );
}
