import { type BookingAnswer, bookingAnswer, type ChangeSeatRequest } from '#contracts';
import { seatMapOf } from '#domain/rules';
import { invalid, type Problem, type RequestedCommand } from '#platform';
import { HttpStatus, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { instantOfWrite, isOpenForSale, lockFlights, raiseVersions } from '../flights/flights.js';
import { type Booking, Segment } from '../tables/booking.entity.js';
import { TakenSeat } from '../tables/flight.entity.js';
import { type Answered, IdempotentWrites } from '../writes/idempotent-writes.js';
import { bookingState, flightClosed, holdExpired, seatTaken, tooMany } from './booking-problems.js';
import { hasExpired, lockBooking } from './bookings.js';
import { writeBooking } from './end-booking.js';
import { renderBooking } from './render-booking.js';

const mostSeatChanges = 50;

/** Gives one passenger another free seat of the same cabin. */
@Injectable()
export class ChangeSeat {
  constructor(private readonly writes: IdempotentWrites) {}

  change(
    recordLocator: string,
    request: ChangeSeatRequest,
    requested: RequestedCommand,
  ): Promise<Answered<BookingAnswer>> {
    return this.writes.once({
      requested,
      schema: bookingAnswer,
      work: async (manager) => {
        const booking = await lockBooking(manager, recordLocator);
        await move(manager, booking, request);
        return { status: HttpStatus.OK, body: renderBooking(booking) };
      },
    });
  }
}

async function move(
  manager: EntityManager,
  booking: Booking,
  { flightId, passenger, seat }: ChangeSeatRequest,
): Promise<void> {
  const { recordLocator, status } = booking;
  const flight = (await lockFlights(manager, [flightId])).get(flightId);
  const now = instantOfWrite(flight === undefined ? [] : [flight]);
  if (hasExpired(booking, now)) throw holdExpired(booking);
  if (status !== 'held' && status !== 'ticketed') throw bookingState(booking);
  const segment = booking.segments.find((one) => one.flightId === flightId);
  if (flight === undefined || segment === undefined) {
    throw badProperty('/flightId', `the booking has no segment on ${flightId}`);
  }
  const from = segment.seats[passenger];
  if (from === undefined) {
    throw badProperty('/passenger', `the booking has no passenger ${passenger}`);
  }
  if (from === seat) return;
  if (seatMapOf(flight.aircraftSeats).cabinOf.get(seat) !== segment.cabin) {
    throw badProperty('/seat', `the cabin has no seat ${seat}`);
  }
  if (!isOpenForSale(flight, now)) throw flightClosed(flight);
  if (await manager.existsBy(TakenSeat, { flightId, seat })) throw seatTaken(flight, [seat]);
  if (booking.seatChanges >= mostSeatChanges) throw tooMany('seat changes', mostSeatChanges);

  segment.seats[passenger] = seat;
  const { position, seats } = segment;
  await manager.update(TakenSeat, { flightId, seat: from, recordLocator }, { seat });
  await manager.update(Segment, { recordLocator, position }, { seats });
  await raiseVersions(manager, [flightId], now);
  await writeBooking(manager, booking, { seatChanges: booking.seatChanges + 1 });
}

function badProperty(path: string, message: string): Problem {
  return invalid({ in: 'body', path, message });
}
