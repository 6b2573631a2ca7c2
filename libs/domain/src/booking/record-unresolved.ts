import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import type { BookingState } from './booking.js';
import type { UnknownPayment } from './booking-refusal.js';
import type { PaymentUnresolved } from './payment.js';
import { paymentIn } from './payment-in.js';

/** Changes nothing once the outcome is known. */
export function recordUnresolved(
  paymentId: string,
  booking: BookingState,
): Decision<ForStream<PaymentUnresolved>, UnknownPayment> {
  const found = paymentIn(booking, paymentId);
  if (found === undefined) return refuse({ name: 'unknown-payment', paymentId });
  if (found.payment.status !== 'requested') return accept();
  return accept(onBooking(found.placed, { type: 'PaymentUnresolved', data: { paymentId } }));
}
