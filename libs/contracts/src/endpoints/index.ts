import type { Endpoint } from './endpoint.js';
import { getAirports, getFlights } from './search.js';
import { getAvailability, getFlight, getSeats } from './flights.js';
import { getBooking } from './get-booking.js';
import { getMetrics } from './get-metrics.js';
import { getProblem } from './get-problem.js';
import { getStream } from './get-stream.js';
import { getLive, getReady } from './health.js';
import { postBooking } from './post-booking.js';
import { postRetrieval } from './post-retrieval.js';

export type { AnswerOf, Endpoint, RequestOf } from './endpoint.js';
export { getAvailability, getFlight, getSeats } from './flights.js';
export { getAirports, getFlights } from './search.js';
export { getBooking } from './get-booking.js';
export { getMetrics } from './get-metrics.js';
export { getProblem } from './get-problem.js';
export { getStream } from './get-stream.js';
export { getLive, getReady, type HealthAnswer } from './health.js';
export { type PlaceBookingRequest, postBooking } from './post-booking.js';
export { postRetrieval } from './post-retrieval.js';

/** Every endpoint of the API, in the order of its documentation. */
export const endpoints: readonly Endpoint[] = [
  ...[getAirports, getFlights],
  ...[getFlight, getAvailability, getSeats],
  ...[postBooking, postRetrieval, getBooking],
  ...[getStream],
  ...[getLive, getReady, getMetrics, getProblem],
];
