import { randomBytes } from 'node:crypto';
import { type BookingAnswer, bookingAnswer, type PlaceBookingRequest } from '#contracts';
import { recordLocatorFrom } from '#domain/rules';
import { Problem, type RequestedCommand } from '#platform';
import { HttpStatus, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { instantOfWrite, lockFlights, raiseVersions } from '../flights/flights.js';
import { Booking, Passenger, Segment } from '../tables/booking.entity.js';
import { Cabin, TakenSeat } from '../tables/flight.entity.js';
import { TwinSettings } from '../twin-settings.js';
import { type Answered, IdempotentWrites } from '../writes/idempotent-writes.js';
import { renderBooking } from './render-booking.js';
import { fitSegments, seatsFor } from './wanted-seats.js';

/** Holds seats on 1 to 4 flights, on all or on none. */
@Injectable()
export class PlaceBooking {
  constructor(
    private readonly writes: IdempotentWrites,
    private readonly settings: TwinSettings,
  ) {}

  place(
    request: PlaceBookingRequest,
    requested: RequestedCommand,
  ): Promise<Answered<BookingAnswer>> {
    return this.writes.once({
      requested,
      schema: bookingAnswer,
      work: async (manager) => {
        const booking = await this.hold(manager, request);
        const location = `/v1/bookings/${booking.recordLocator}`;
        return { status: HttpStatus.CREATED, body: renderBooking(booking), location };
      },
    });
  }

  private async hold(manager: EntityManager, request: PlaceBookingRequest): Promise<Booking> {
    const flightIds = request.segments.map(({ flightId }) => flightId);
    const party = request.passengers.length;
    const flights = await lockFlights(manager, flightIds);
    const fitting = fitSegments(request.segments, flights);
    const taken = await takenSeats(manager, flightIds);
    const now = instantOfWrite(flights.values());
    const segments = fitting.map((segment, position) => {
      const { flightId, cabin, fare } = segment.cabin;
      const seats = seatsFor(segment, party, taken.get(flightId) ?? new Set(), now);
      return { position, flightId, cabin, seats, fare };
    });
    const total = segments.reduce((sum, { fare }) => sum + fare * party, 0);
    assertQuoted(request, total);
    const booking = await insertBooking(manager, {
      ...{ status: 'held', version: 1, total, seatChanges: 0, cancellationReason: null },
      email: request.contact.email,
      holdExpiresAt: new Date(now.getTime() + this.settings.holdSeconds * 1000),
    });
    const { recordLocator } = booking;
    const travelling = request.passengers.map((passenger, position) => {
      return { ...passenger, recordLocator, position };
    });
    const booked = segments.map((segment) => ({ ...segment, recordLocator }));
    await manager.insert(Passenger, travelling);
    await manager.insert(Segment, booked);
    await takeSeats(manager, booked);
    await raiseVersions(manager, flightIds, now);
    return manager.create(Booking, {
      ...booking,
      ...{ segments: booked, passengers: travelling, payments: [], tickets: [] },
    });
  }
}

/** By flight. */
async function takenSeats(
  manager: EntityManager,
  flightIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await manager.find(TakenSeat, {
    select: { flightId: true, seat: true },
    where: { flightId: In(flightIds) },
  });
  const taken = new Map<string, Set<string>>();
  for (const { flightId, seat } of rows) {
    taken.set(flightId, (taken.get(flightId) ?? new Set()).add(seat));
  }
  return taken;
}

/** @throws Problem `price-changed` */
function assertQuoted({ quotedTotal }: PlaceBookingRequest, amount: number): void {
  if (quotedTotal === undefined || quotedTotal.amount === amount) return;
  const total = { amount, currency: 'USD' };
  throw new Problem('price-changed', 'the total is another one now', { total });
}

type NewBooking = Omit<
  Booking,
  'recordLocator' | 'segments' | 'passengers' | 'payments' | 'tickets' | 'boardingPasses'
>;

/** Under a record locator that no other booking has. */
async function insertBooking(
  manager: EntityManager,
  values: NewBooking,
): Promise<NewBooking & Pick<Booking, 'recordLocator'>> {
  for (;;) {
    const booking = { ...values, recordLocator: recordLocatorFrom(randomBytes(6)) };
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(Booking)
      .values(booking)
      .orIgnore()
      .returning('record_locator')
      .execute();
    if (Array.isArray(inserted.raw) && inserted.raw.length > 0) return booking;
  }
}

async function takeSeats(
  manager: EntityManager,
  segments: readonly Pick<Segment, 'recordLocator' | 'flightId' | 'cabin' | 'seats'>[],
): Promise<void> {
  const seats = segments.flatMap(({ recordLocator, flightId, cabin, seats }) =>
    seats.map((seat) => ({ recordLocator, flightId, cabin, seat, state: 'held' as const })),
  );
  await manager.insert(TakenSeat, seats);
  for (const { flightId, cabin, seats } of segments) {
    await manager.decrement(Cabin, { flightId, cabin }, 'available', seats.length);
  }
}
