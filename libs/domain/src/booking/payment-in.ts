import type { BookingState, PlacedBooking } from './booking.js';
import type { Payment } from './payment.js';

/** A payment of the booking, and the booking that has it; undefined where it never asked for it. */
export function paymentIn(
  booking: BookingState,
  paymentId: string,
): { placed: PlacedBooking; payment: Payment } | undefined {
  if (booking.status === 'none') return undefined;
  const payment = booking.payments.find((one) => one.paymentId === paymentId);
  return payment && { placed: booking, payment };
}
