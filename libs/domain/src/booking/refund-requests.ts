import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import type { BookingState } from './booking.js';
import type { RefundRequested } from './payment.js';
import { isCaptured } from './payment.js';

/** For all that was captured and is not asked back yet. */
export function refundRequests(booking: BookingState): ForStream<RefundRequested>[] {
  if (booking.status === 'none') return [];
  return booking.payments
    .filter(isCaptured)
    .map(({ paymentId, amount }) =>
      onBooking(booking, { type: 'RefundRequested', data: { paymentId, amount } }),
    );
}
