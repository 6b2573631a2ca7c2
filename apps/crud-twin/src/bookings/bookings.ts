import { Problem } from '#platform';
import type { EntityManager, FindOneOptions } from 'typeorm';
import { Booking } from '../tables/booking.entity.js';

/** Each relation by a statement of its own: joined, their rows would multiply each other. */
const whole = {
  relationLoadStrategy: 'query',
  relations: {
    ...{ segments: true, passengers: true, payments: true, tickets: true },
    boardingPasses: true,
  },
} as const satisfies FindOneOptions<Booking>;

/** In a transaction whose statements see one state of the tables. */
export async function findBooking(
  manager: EntityManager,
  recordLocator: string,
): Promise<Booking | undefined> {
  const booking = await manager.findOne(Booking, { ...whole, where: { recordLocator } });
  return booking === null ? undefined : inOrder(booking);
}

/**
 * Locks a booking until the transaction ends, before the flights that it is on: its parts are written under its lock alone.
 *
 * @throws Problem `not-found`
 */
export async function lockBooking(manager: EntityManager, recordLocator: string): Promise<Booking> {
  const lock = { mode: 'pessimistic_write' } as const;
  const booking = await manager.findOne(Booking, { ...whole, where: { recordLocator }, lock });
  if (booking !== null) return inOrder(booking);
  throw new Problem('not-found', `there is no booking ${recordLocator}`);
}

function inOrder(booking: Booking): Booking {
  const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;
  booking.segments.sort(byPosition);
  booking.passengers.sort(byPosition);
  booking.payments.sort(byPosition);
  booking.tickets.sort((a, b) => (a.number < b.number ? -1 : 1));
  booking.boardingPasses.sort((a, b) => a.passenger - b.passenger);
  return booking;
}

export function flightIdsOf({ segments }: Pick<Booking, 'segments'>): string[] {
  return segments.map(({ flightId }) => flightId);
}

export function hasEnded({ status }: Pick<Booking, 'status'>): boolean {
  return status === 'cancelled' || status === 'expired';
}

/** A hold that has run out, swept or not. */
export function hasExpired({ status, holdExpiresAt }: Booking, now: Date): boolean {
  return status === 'expired' || (status === 'held' && holdExpiresAt <= now);
}
