import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import type { BookingState } from './booking.js';
import type { PaymentStateRefusal, UnknownPayment } from './booking-refusal.js';
import type { PaymentDeclined } from './payment.js';
import { isPending } from './payment.js';
import { paymentIn } from './payment-in.js';

/** The hold stays. A payment that was captured cannot be declined any more. */
export function recordDecline(
  { paymentId, reason }: PaymentDeclined['data'],
  booking: BookingState,
): Decision<ForStream<PaymentDeclined>, UnknownPayment | PaymentStateRefusal> {
  const found = paymentIn(booking, paymentId);
  if (found === undefined) return refuse({ name: 'unknown-payment', paymentId });
  const { placed, payment } = found;
  if (payment.status === 'declined') return accept();
  if (!isPending(payment)) {
    return refuse({ name: 'payment-state', paymentId, status: payment.status });
  }
  return accept(onBooking(placed, { type: 'PaymentDeclined', data: { paymentId, reason } }));
}
