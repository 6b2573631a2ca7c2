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
  order: {
    ...{ segments: { position: 'ASC' }, passengers: { position: 'ASC' } },
    ...{ payments: { position: 'ASC' }, tickets: { number: 'ASC' } },
    boardingPasses: { flightId: 'ASC', passenger: 'ASC' },
  },
} as const satisfies FindOneOptions<Booking>;

/** In a transaction whose statements see one state of the tables. */
export function findBooking(
  manager: EntityManager,
  recordLocator: string,
): Promise<Booking | null> {
  return manager.findOne(Booking, { ...whole, where: { recordLocator } });
}

/**
 * Locks a booking until the transaction ends, before the flights that it is on: its parts are written under its lock alone.
 *
 * @throws Problem `not-found`
 */
export async function lockBooking(manager: EntityManager, recordLocator: string): Promise<Booking> {
  const lock = { mode: 'pessimistic_write' } as const;
  const booking = await manager.findOne(Booking, { ...whole, where: { recordLocator }, lock });
  if (booking !== null) return booking;
  throw new Problem('not-found', `there is no booking ${recordLocator}`);
}

export function flightIdsOf({ segments }: Pick<Booking, 'segments'>): string[] {
  return segments.map(({ flightId }) => flightId);
}

/** A hold that has run out, swept or not. */
export function hasExpired({ status, holdExpiresAt }: Booking, now: Date): boolean {
  return status === 'expired' || (status === 'held' && holdExpiresAt <= now);
}
