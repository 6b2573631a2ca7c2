import type { BookingState } from '../booking/booking.js';
import { hasEnded } from '../booking/booking.js';
import type { PaymentStatus } from '../booking/payment.js';
import type { FlightState } from '../flight/flight.js';
import type { SeatHolder } from '../flight/seat-inventory.js';
import type { Cabin } from '../flight/seat-map.js';
import { seatMapOf } from '../flight/seat-map.js';
import type { MoneyAccount, SeatAccount } from './accounts.js';

/** Balances, debits less credits. */
export type Expected<A> = ReadonlyMap<A, number>;

/** What the seats' accounts must say, by who has which seat: another way to the same numbers. */
export function expectedSeats(flight: FlightState): Expected<SeatAccount> {
  const expected = new Map<SeatAccount, number>();
  if (flight.status === 'unscheduled') return expected;
  const { cabins, cabinOf } = seatMapOf(flight.aircraft.seats);
  for (const [cabin, { capacity }] of cabins) {
    const count = (state: SeatHolder['state']) => countOf(flight.taken, cabinOf, cabin, state);
    const [held, sold] = [count('held'), count('sold')];
    expected.set(`seats:${cabin}:capacity`, -capacity);
    expected.set(`seats:${cabin}:available`, capacity - held - sold);
    expected.set(`seats:${cabin}:held`, held);
    expected.set(`seats:${cabin}:sold`, sold);
  }
  return expected;
}

function countOf(
  taken: ReadonlyMap<string, SeatHolder>,
  cabinOf: ReadonlyMap<string, Cabin>,
  cabin: Cabin,
  state: SeatHolder['state'],
): number {
  let count = 0;
  for (const [seat, holder] of taken) {
    if (holder.state === state && cabinOf.get(seat) === cabin) count += 1;
  }
  return count;
}

/**
 * What the money's accounts must say after a whole command, by the booking's fares and payments: one that is held
 * owes what it has not paid, any other neither owes nor is owed anything.
 */
export function expectedMoney(booking: BookingState): Expected<MoneyAccount> {
  if (booking.status === 'none') return new Map();
  const { segments, party, payments } = booking;
  const amount = (...statuses: PaymentStatus[]) =>
    payments
      .filter(({ status }) => statuses.includes(status))
      .reduce((sum, payment) => sum + payment.amount.amount, 0);
  const price = segments.reduce((sum, { fare }) => sum + fare.amount * party, 0);
  return new Map<MoneyAccount, number>([
    ['money:receivable', booking.status === 'held' ? price - amount('captured') : 0],
    ['money:cash', amount('captured', 'refund-requested')],
    ['money:refunds', 0 - amount('refund-requested')],
    ['money:revenue', hasEnded(booking) ? 0 : 0 - price],
  ]);
}
