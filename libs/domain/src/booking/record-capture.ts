import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import { unreachable } from '../unreachable.js';
import type { BookingState } from './booking.js';
import type { UnknownPayment } from './booking-refusal.js';
import type { PaymentCaptured, RefundRequested } from './payment.js';
import { isCaptured } from './payment.js';
import { paymentIn } from './payment-in.js';

/**
 * Captured money is recorded in every status, once. Where no ticket can come of it, because the
 * booking has ended or is paid already, it is to be given back.
 */
export function recordCapture(
  paymentId: string,
  booking: BookingState,
): Decision<ForStream<PaymentCaptured | RefundRequested>, UnknownPayment> {
  const found = paymentIn(booking, paymentId);
  if (found === undefined) return refuse({ name: 'unknown-payment', paymentId });
  const { placed, payment } = found;
  switch (payment.status) {
    case 'captured':
    case 'refund-requested':
    case 'refunded':
      return accept();
    case 'requested':
    case 'unresolved':
    case 'declined': {
      const data = { paymentId, amount: payment.amount };
      const captured = onBooking<PaymentCaptured>(placed, { type: 'PaymentCaptured', data });
      const paid = placed.payments.some(isCaptured);
      if (placed.status === 'held' && !paid) return accept(captured);
      const refund = onBooking<RefundRequested>(placed, { type: 'RefundRequested', data });
      return accept<ForStream<PaymentCaptured | RefundRequested>>(captured, refund);
    }
    default:
      return unreachable(payment.status);
  }
}
