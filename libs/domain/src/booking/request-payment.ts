import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { FlightClosed } from '../flight/open-for-sale.js';
import { isOpenForSale } from '../flight/open-for-sale.js';
import { isBefore } from '../instant.js';
import type { ForStream } from '../streams.js';
import { onBooking } from '../streams.js';
import type { BookingState } from './booking.js';
import type { BookingStateRefusal, HoldExpired, TooMany } from './booking-refusal.js';
import { bookingState } from './booking-refusal.js';
import type { PaymentRequested } from './payment.js';
import { isCaptured, isPending } from './payment.js';

export interface RequestPayment {
  type: 'RequestPayment';
  data: {
    /** New, as no other payment has it. */
    paymentId: string;
    /** The provider's token. */
    method: string;
    now: string;
  };
}

export type RequestPaymentRefusal =
  /** Not held, or a payment of it is pending or captured, or has this id. */
  | BookingStateRefusal
  | HoldExpired
  /** Of the first segment that is closed. */
  | FlightClosed
  | TooMany;

const mostPayments = 20;

/** Asks for the booking's total. */
export function requestPayment(
  { paymentId, method, now }: RequestPayment['data'],
  booking: BookingState,
  flights: Flights,
): Decision<ForStream<PaymentRequested>, RequestPaymentRefusal> {
  if (booking.status === 'expired') {
    return refuse({ name: 'hold-expired', holdExpiresAt: booking.holdExpiresAt });
  }
  if (booking.status !== 'held') return refuse(bookingState(booking));
  const { holdExpiresAt, payments, segments, total } = booking;
  const inTheWay = payments.some(
    (payment) => isPending(payment) || isCaptured(payment) || payment.paymentId === paymentId,
  );
  if (inTheWay) return refuse(bookingState(booking));
  if (!isBefore(now, holdExpiresAt)) return refuse({ name: 'hold-expired', holdExpiresAt });
  if (payments.length >= mostPayments) {
    return refuse({ name: 'too-many', what: 'payments', most: mostPayments });
  }
  const closed = segments.find(({ flightId }) => !isOpenForSale(flightIn(flights, flightId), now));
  if (closed !== undefined) return refuse({ name: 'flight-closed', flightId: closed.flightId });
  return accept(
    onBooking(booking, {
      type: 'PaymentRequested',
      data: { paymentId, amount: total, method, requestedAt: now },
    }),
  );
}
