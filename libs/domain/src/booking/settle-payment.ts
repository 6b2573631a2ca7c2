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
import { refundRequests } from './refund-requests.js';
import { ticketBooking } from './ticket-booking.js';

/** How the provider says that a payment ended. */
export type PaymentOutcome =
  | { outcome: 'captured' }
  | { outcome: 'declined'; reason: string }
  /** Not known yet. */
  | { outcome: 'unresolved' };

export interface SettlePayment {
  type: 'SettlePayment';
  data: { paymentId: string; answer: PaymentOutcome; now: string };
}

/** A decline of what is captured already is refused. */
export type SettlePaymentRefusal = UnknownPayment | PaymentStateRefusal;

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
  { paymentId, answer, now }: SettlePayment['data'],
  booking: BookingState,
  flights: Flights,
): Decision<SettlePaymentEvent, SettlePaymentRefusal> {
  switch (answer.outcome) {
    case 'captured':
      return settleCapture(paymentId, now, booking, flights);
    case 'declined':
      return recordDecline({ paymentId, reason: answer.reason }, booking);
    case 'unresolved':
      return recordUnresolved(paymentId, booking);
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
  const capture = recordCapture(paymentId, booking);
  if (!capture.accepted) return capture;
  const paid = capture.events.map(({ event }) => event).reduce(evolveBooking, booking);
  const ticketing = ticketBooking(now, paid, flights);
  const following = ticketing.accepted ? ticketing.events : refundRequests(paid);
  return accept<SettlePaymentEvent>(...capture.events, ...following);
}
