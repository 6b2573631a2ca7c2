import { ticketNumber } from '#domain/rules';
import type { Booking } from '../tables/booking.entity.js';

/** One for each passenger on each flight. */
export function ticketsFor({ recordLocator, segments }: Booking) {
  return segments.flatMap(({ flightId, seats, position }) =>
    seats.map((_, passenger) => {
      const number = ticketNumber(recordLocator, position, passenger);
      return { number, recordLocator, passenger, flightId };
    }),
  );
}
