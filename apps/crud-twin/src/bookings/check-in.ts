import { type BoardingPassesAnswer, postCheckIn } from '#contracts';
import { Problem, type RequestedCommand } from '#platform';
import { HttpStatus, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { instantOfWrite, isOpenForSale, lockFlights, raiseVersions } from '../flights/flights.js';
import { BoardingPass, type Booking, type Segment } from '../tables/booking.entity.js';
import { Flight } from '../tables/flight.entity.js';
import { type Answered, IdempotentWrites } from '../writes/idempotent-writes.js';
import { renderBoardingPasses } from './boarding-passes.js';
import { bookingState, flightClosed } from './booking-problems.js';
import { flightIdsOf, lockBooking } from './bookings.js';
import { writeBooking } from './end-booking.js';

const opensBeforeDepartureMs = 24 * 3_600_000;

/** Checks all passengers in on every flight whose window is open; those that open later are left to another check-in. */
@Injectable()
export class CheckIn {
  constructor(private readonly writes: IdempotentWrites) {}

  checkIn(
    recordLocator: string,
    requested: RequestedCommand,
  ): Promise<Answered<BoardingPassesAnswer>> {
    return this.writes.once({
      requested,
      schema: postCheckIn.answers[200].schema,
      work: async (manager) => {
        const booking = await lockBooking(manager, recordLocator);
        await issuePasses(manager, booking);
        return { status: HttpStatus.OK, body: renderBoardingPasses(booking) };
      },
    });
  }
}

async function issuePasses(manager: EntityManager, booking: Booking): Promise<void> {
  const { status, segments, boardingPasses } = booking;
  if (status !== 'ticketed' && status !== 'checked-in') throw bookingState(booking);
  const flights = await lockFlights(manager, flightIdsOf(booking));
  const now = instantOfWrite(flights.values());
  const left = segments.flatMap((segment) => {
    const flight = flights.get(segment.flightId);
    const isDone = boardingPasses.some(({ flightId }) => flightId === segment.flightId);
    return isDone || flight === undefined ? [] : [{ segment, flight }];
  });
  const closed = left.filter(({ flight }) => !isOpenForSale(flight, now));
  const early = left.filter(
    ({ flight }) => isOpenForSale(flight, now) && !isWindowOpen(flight, now),
  );
  const due = left.filter((each) => !closed.includes(each) && !early.includes(each));
  if (due.length === 0) {
    assertNothingLeft(booking, early.length > 0, closed[0]?.flight);
    return;
  }
  for (const { segment, flight } of due) {
    const passes = passesFor(segment, flight);
    await manager.insert(BoardingPass, passes);
    const { flightId } = flight;
    const lastSequence = flight.lastSequence + passes.length;
    await manager.update(Flight, { flightId }, { lastSequence });
    boardingPasses.push(...passes.map((pass) => manager.create(BoardingPass, pass)));
  }
  await raiseVersions(
    manager,
    due.map(({ flight }) => flight.flightId),
    now,
  );
  await writeBooking(manager, booking, { status: 'checked-in' });
}

function isWindowOpen({ departsAt }: Flight, now: Date): boolean {
  return now.getTime() >= departsAt.getTime() - opensBeforeDepartureMs;
}

/** @throws Problem where somebody is to be checked in, and cannot be */
function assertNothingLeft(booking: Booking, isEarly: boolean, closed: Flight | undefined): void {
  if (isEarly && booking.boardingPasses.length === 0) {
    throw new Problem('booking-state', 'check-in opens 24 hours before departure');
  }
  if (!isEarly && closed !== undefined) throw flightClosed(closed);
}

function passesFor({ recordLocator, flightId, seats }: Segment, flight: Flight) {
  const { destination, lastSequence } = flight;
  return seats.map((seat, passenger) => {
    const sequence = lastSequence + 1 + passenger;
    return { recordLocator, flightId, passenger, destination, seat, sequence };
  });
}
