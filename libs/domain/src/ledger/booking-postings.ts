import type { BookingEvent } from '../booking/booking.js';
import { CorruptStream } from '../corrupt-stream.js';
import type { Money } from '../money.js';
import { unreachable } from '../unreachable.js';
import type { MoneyAccount } from './accounts.js';
import type { Posting } from './posting.js';
import { transfer } from './posting.js';

/**
 * What an event of a booking moves between the accounts of its money. A booking that ends takes its sale back,
 * whatever was paid: so what was captured is the traveller's until it is asked back, which is at once.
 *
 * @param total the booking's before the event; undefined before it is placed
 */
export function bookingPostings(
  event: BookingEvent,
  total: Money | undefined,
): Posting<MoneyAccount>[] {
  switch (event.type) {
    case 'BookingPlaced':
      return [transfer(event.data.total.amount, 'money:revenue', 'money:receivable')];
    case 'BookingCancelled':
    case 'BookingExpired':
      if (total === undefined) throw new CorruptStream(event.type, 'none');
      return [transfer(total.amount, 'money:receivable', 'money:revenue')];
    case 'PaymentCaptured':
      return [transfer(event.data.amount.amount, 'money:receivable', 'money:cash')];
    case 'RefundRequested':
      return [transfer(event.data.amount.amount, 'money:refunds', 'money:receivable')];
    case 'PaymentRefunded':
      return [transfer(event.data.amount.amount, 'money:cash', 'money:refunds')];
    case 'PaymentRequested':
    case 'PaymentDeclined':
    case 'PaymentUnresolved':
    case 'BookingTicketed':
    case 'SeatChanged':
    case 'PassengersCheckedIn':
    case 'BoardingPassesIssued':
    case 'BookingErased':
      return [];
    default:
      return unreachable(event);
  }
}
