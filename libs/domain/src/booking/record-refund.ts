import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import type { BookingState } from './booking.js';
import type { PaymentStateRefusal, UnknownPayment } from './booking-refusal.js';
import type { PaymentRefunded } from './payment.js';
import { paymentIn } from './payment-in.js';

export interface RecordRefund {
  type: 'RecordRefund';
  data: { paymentId: string };
}

export type RecordRefundRefusal = UnknownPayment | PaymentStateRefusal;

/** Only what was asked back is given back. */
export function recordRefund(
  { paymentId }: RecordRefund['data'],
  booking: BookingState,
): Decision<ForStream<PaymentRefunded>, RecordRefundRefusal> {
  const found = paymentIn(booking, paymentId);
  if (found === undefined) return refuse({ name: 'unknown-payment', paymentId });
  const { placed, payment } = found;
  const { amount, status } = payment;
  if (status === 'refunded') return accept();
  if (status !== 'refund-requested') return refuse({ name: 'payment-state', paymentId, status });
  return accept(onBooking(placed, { type: 'PaymentRefunded', data: { paymentId, amount } }));
}
