import type { BookingState } from './booking.js';
import type { PaymentStatus } from './payment.js';

/** The booking's status does not allow it. */
export interface BookingStateRefusal {
  name: 'booking-state';
  status: BookingState['status'];
}

export function bookingState({ status }: BookingState): BookingStateRefusal {
  return { name: 'booking-state', status };
}

/** The hold has run out, swept or not. */
export interface HoldExpired {
  name: 'hold-expired';
  holdExpiresAt: string;
}

/** The booking has had as many as one may have: each makes the streams longer that others read. */
export interface TooMany {
  name: 'too-many';
  what: 'payments' | 'seat changes';
  most: number;
}

/** The booking has no segment on that flight. */
export interface NotInBooking {
  name: 'not-in-booking';
  flightId: string;
}

/** The booking never asked for that payment. */
export interface UnknownPayment {
  name: 'unknown-payment';
  paymentId: string;
}

/** The payment's status does not allow it. */
export interface PaymentStateRefusal {
  name: 'payment-state';
  paymentId: string;
  status: PaymentStatus;
}
