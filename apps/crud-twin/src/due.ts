import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import { Booking, Payment } from './tables/booking.entity.js';
import { TakenSeat } from './tables/flight.entity.js';

/** In one look, of each kind. */
const atOnce = 100;
/** A payment puts the end of its hold off for no longer than that from its request on. */
const suspendedMs = 15 * 60 * 1000;
/** Until then who has asked for a payment is asking the provider. */
const askedMs = 10_000;

/** Payments whose end is not known, and refunds, the oldest first. */
export function paymentsUnderWay(manager: EntityManager): Promise<Payment[]> {
  const silent = LessThanOrEqual(new Date(Date.now() - askedMs));
  return manager.find(Payment, {
    where: [
      { status: In(['unresolved', 'refund-requested']) },
      { status: 'requested', requestedAt: silent },
    ],
    order: { requestedAt: 'ASC' },
    take: atOnce,
  });
}

/** Record locators of bookings that have seats on a cancelled flight. */
export async function bookedOnCancelledFlights(manager: EntityManager): Promise<string[]> {
  const rows = await manager.find(TakenSeat, {
    select: { flightId: true, seat: true, recordLocator: true },
    where: { flight: { status: 'cancelled' } },
    take: atOnce,
  });
  return [...new Set(rows.map(({ recordLocator }) => recordLocator))];
}

/** Record locators of holds that have run out, the oldest first; those that wait for a payment are not in their way. */
export async function expiredHolds(manager: EntityManager): Promise<string[]> {
  const now = Date.now();
  const waiting = manager
    .createQueryBuilder(Payment, 'payment')
    .select('1')
    .where('payment.recordLocator = booking.recordLocator')
    .andWhere(`payment.status IN ('requested', 'unresolved')`)
    .andWhere('payment.requestedAt > :suspendedSince');
  const rows = await manager
    .createQueryBuilder(Booking, 'booking')
    .select('booking.recordLocator')
    .where(`booking.status = 'held' AND booking.holdExpiresAt <= :now`, { now: new Date(now) })
    .andWhere(`NOT EXISTS (${waiting.getQuery()})`, { suspendedSince: new Date(now - suspendedMs) })
    .orderBy('booking.holdExpiresAt')
    .take(atOnce)
    .getMany();
  return rows.map(({ recordLocator }) => recordLocator);
}

/** A hold, looked at again under its lock: a payment that may become tickets yet puts its end off. */
export function isOver({ status, payments }: Booking): boolean {
  const waits = payments.some(
    (payment) =>
      (payment.status === 'requested' || payment.status === 'unresolved') &&
      payment.requestedAt.getTime() > Date.now() - suspendedMs,
  );
  return status === 'held' && !waits;
}
