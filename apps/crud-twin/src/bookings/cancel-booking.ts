import { type BookingAnswer, bookingAnswer, type CancelBookingRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { HttpStatus, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { instantOfWrite, isOpenForSale, lockFlights } from '../flights/flights.js';
import { type Answered, IdempotentWrites } from '../writes/idempotent-writes.js';
import { bookingState, flightClosed } from './booking-problems.js';
import { flightIdsOf, lockBooking } from './bookings.js';
import { endBooking } from './end-booking.js';
import { renderBooking } from './render-booking.js';

/** By the traveller, until the first departure; a flight that was cancelled does not hinder it. */
@Injectable()
export class CancelBooking {
  constructor(private readonly writes: IdempotentWrites) {}

  cancel(
    recordLocator: string,
    { reason }: CancelBookingRequest,
    requested: RequestedCommand,
  ): Promise<Answered<BookingAnswer>> {
    return this.writes.once({
      requested,
      schema: bookingAnswer,
      work: async (manager) => {
        const booking = await lockBooking(manager, recordLocator);
        if (booking.status === 'expired') throw bookingState(booking);
        // Cancelled already: nothing to change.
        if (booking.status !== 'cancelled') {
          const now = await assertNoneIsGone(manager, flightIdsOf(booking));
          await endBooking(manager, booking, { status: 'cancelled', now, reason });
        }
        return { status: HttpStatus.OK, body: renderBooking(booking) };
      },
    });
  }
}

/**
 * Locks the flights; answers the instant of the write.
 *
 * @throws Problem `flight-closed`
 */
async function assertNoneIsGone(manager: EntityManager, flightIds: string[]): Promise<Date> {
  const flights = await lockFlights(manager, flightIds);
  const now = instantOfWrite(flights.values());
  for (const flight of flights.values()) {
    if (flight.status !== 'cancelled' && !isOpenForSale(flight, now)) throw flightClosed(flight);
  }
  return now;
}
