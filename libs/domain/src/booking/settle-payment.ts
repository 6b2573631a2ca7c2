import type { Decision } from '../decision.js';
import { accept } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import type { SeatsSold } from '../flight/seat-inventory.js';
import type { ForStream } from '../streams.js';
import { unreachable } from '../unreachable.js';
import type { BookingState, BookingTicketed } from './booking.js';
import { evolveBooking } from './booking.js';
import type { PaymentStateRefusal, UnknownPayment } from './booking-refusal.js';
import type {
  PaymentCaptured,
  PaymentDeclined,
  PaymentUnresolved,
  RefundRequested,
} from './payment.js';
import { recordCapture } from './record-capture.js';
import { recordDecline } from './record-decline.js';
import { recordUnresolved } from './record-unresolved.js';
import { requestRefund } from './request-refund.js';
import { ticketBooking } from './ticket-booking.js';

/** How the provider says that a payment ended. */
export type PaymentOutcome =
  | { outcome: 'captured' }
  | { outcome: 'declined'; reason: string }
  /** Not known yet. */
  | { outcome: 'unresolved' };

export type SettlePaymentEvent = ForStream<
  | PaymentCaptured
  | PaymentDeclined
  | PaymentUnresolved
  | RefundRequested
  | BookingTicketed
  | SeatsSold
>;

/**
 * All that follows from the provider's answer, at once: captured money is recorded and becomes
 * tickets, or is asked back where it cannot.
 */
export function settlePayment(
  { paymentId, answer, now }: { paymentId: string; answer: PaymentOutcome; now: string },
  booking: BookingState,
  flights: Flights,
): Decision<SettlePaymentEvent, UnknownPayment | PaymentStateRefusal> {
  switch (answer.outcome) {
    case 'captured':
      return settleCapture(paymentId, now, booking, flights);
    case 'declined':
      return recordDecline({ paymentId, reason: answer.reason }, booking);
    case 'unresolved':
      return recordUnresolved({ paymentId }, booking);
    default:
      return unreachable(answer);
  }
}

function settleCapture(
  paymentId: string,
  now: string,
  booking: BookingState,
  flights: Flights,
): Decision<SettlePaymentEvent, UnknownPayment> {
  const capture = recordCapture({ paymentId }, booking);
  if (!capture.accepted) return capture;
  const paid = capture.events.map(({ event }) => event).reduce(evolveBooking, booking);
  const ticketing = ticketBooking({ now }, paid, flights);
  if (ticketing.accepted) {
    return accept<SettlePaymentEvent>(...capture.events, ...ticketing.events);
  }
  const refund = requestRefund({ paymentId }, paid);
  return accept<SettlePaymentEvent>(...capture.events, ...(refund.accepted ? refund.events : []));
}
