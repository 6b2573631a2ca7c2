import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import type { BookingState } from './booking.js';
import { isTicketed } from './booking.js';
import type {
  BookingStateRefusal,
  PaymentStateRefusal,
  UnknownPayment,
} from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';
import type { RefundRequested } from './payment.js';
import { isPending } from './payment.js';
import { paymentIn } from './payment-in.js';

export interface RequestRefund {
  type: 'RequestRefund';
  data: { paymentId: string };
}

export type RequestRefundRefusal =
  | UnknownPayment
  /** Nothing was captured. */
  | PaymentStateRefusal
  /** The money paid for tickets: it comes back by a cancellation. */
  | BookingStateRefusal;

/** For money that was captured and has become useless, because ticketing was refused. */
export function requestRefund(
  { paymentId }: RequestRefund['data'],
  booking: BookingState,
): Decision<ForStream<RefundRequested>, RequestRefundRefusal> {
  const found = paymentIn(booking, paymentId);
  if (found === undefined) return refuse({ name: 'unknown-payment', paymentId });
  const { placed, payment } = found;
  const { status, amount } = payment;
  if (status === 'refund-requested' || status === 'refunded') return accept();
  if (isPending(payment) || status === 'declined') {
    return refuse({ name: 'payment-state', paymentId, status });
  }
  if (isTicketed(placed)) return refuse(bookingState(placed));
  return accept(onBooking(placed, { type: 'RefundRequested', data: { paymentId, amount } }));
}
