import type { Endpoint } from './endpoint.js';
import { getAvailability, getFlight, getSeats } from './flights.js';
import { getBooking } from './get-booking.js';
import { getStream } from './get-stream.js';
import { getLive, getReady } from './health.js';
import { postBooking } from './post-booking.js';
import { postPayment } from './post-payment.js';

export type { AnswerOf, Endpoint, RequestOf } from './endpoint.js';
export { getAvailability, getFlight, getSeats } from './flights.js';
export { getBooking } from './get-booking.js';
export { getStream } from './get-stream.js';
export { getLive, getReady, type HealthAnswer } from './health.js';
export { type PlaceBookingRequest, postBooking } from './post-booking.js';
export { type PaymentMethod, paymentMethod, postPayment } from './post-payment.js';

/** Every endpoint of the API, in the order of its documentation. */
export const endpoints: readonly Endpoint[] = [
  ...[getFlight, getAvailability, getSeats],
  ...[postBooking, getBooking, postPayment],
  ...[getStream],
  ...[getLive, getReady],
];
