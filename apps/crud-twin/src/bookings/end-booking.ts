import type { EntityManager } from 'typeorm';
import { raiseVersions } from '../flights/flights.js';
import { Booking, Payment } from '../tables/booking.entity.js';
import { Cabin, TakenSeat } from '../tables/flight.entity.js';
import { flightIdsOf } from './bookings.js';

/**
 * Ends a booking: its seats are free, and what was captured is to be given back.
 *
 * @param booking locked, as are its flights
 */
export async function endBooking(
  manager: EntityManager,
  booking: Booking,
  end: { status: 'cancelled' | 'expired'; now: Date; reason?: string | undefined },
): Promise<void> {
  const { recordLocator, segments, payments } = booking;
  const { status, now, reason = null } = end;
  await manager.delete(TakenSeat, { recordLocator });
  for (const { flightId, cabin, seats } of segments) {
    await manager.increment(Cabin, { flightId, cabin }, 'available', seats.length);
  }
  await raiseVersions(manager, flightIdsOf(booking), now);
  const captured = payments.filter((payment) => payment.status === 'captured');
  if (captured.length > 0) {
    const refund = { status: 'refund-requested' } as const;
    await manager.update(Payment, { recordLocator, status: 'captured' }, refund);
    for (const payment of captured) Object.assign(payment, refund);
  }
  await writeBooking(manager, booking, { status, cancellationReason: reason });
}

/** Changes a booking's own row, and the booking in hand as well. */
export async function writeBooking(
  manager: EntityManager,
  booking: Booking,
  changes: Partial<Pick<Booking, 'status' | 'cancellationReason' | 'seatChanges'>> = {},
): Promise<void> {
  Object.assign(booking, changes, { version: booking.version + 1 });
  const { recordLocator, version } = booking;
  await manager.update(Booking, { recordLocator }, { ...changes, version });
}
