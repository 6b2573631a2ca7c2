import { getDeadLetter, getDeadLetters, postRetry } from './dead-letters.js';
import type { Endpoint } from './endpoint.js';
import { getAirports, getFlights } from './search.js';
import {
  postArrival,
  postDelay,
  postDeparture,
  postDiversion,
  postFlightCancellation,
} from './flight-operations.js';
import { getAvailability, getFlight, getSeats } from './flights.js';
import { getAvailabilityStream } from './get-availability-stream.js';
import { getBooking } from './get-booking.js';
import { getEvents } from './get-events.js';
import { getMetrics } from './get-metrics.js';
import { getFunnel, getJourneys, getLostSales, getTimeToTicket } from './insights.js';
import { getPastAvailability, getPastBooking } from './get-past.js';
import { getProblem } from './get-problem.js';
import { getStream } from './get-stream.js';
import { getTrialBalance } from './get-trial-balance.js';
import { getLive, getReady } from './health.js';
import { postBooking } from './post-booking.js';
import { postRetrieval } from './post-retrieval.js';
import { postCancellation } from './post-cancellation.js';
import { postCheckIn } from './post-check-in.js';
import { postErasure } from './post-erasure.js';
import { postFlight } from './post-flight.js';
import { putFare } from './put-fare.js';
import { postSeatChange } from './post-seat-change.js';
import { postPayment } from './post-payment.js';

export { getDeadLetter, getDeadLetters, postRetry } from './dead-letters.js';
export { type AnswerOf, type Endpoint, problemsOf, type RequestOf } from './endpoint.js';
export {
  type CancelFlightRequest,
  type DelayFlightRequest,
  type DivertFlightRequest,
  type OccurrenceRequest,
  postArrival,
  postDelay,
  postDeparture,
  postDiversion,
  postFlightCancellation,
} from './flight-operations.js';
export { getAvailability, getFlight, getSeats } from './flights.js';
export { getAirports, getFlights } from './search.js';
export { getAvailabilityStream } from './get-availability-stream.js';
export { getBooking } from './get-booking.js';
export { getEvents } from './get-events.js';
export { getMetrics } from './get-metrics.js';
export { getFunnel, getJourneys, getLostSales, getTimeToTicket } from './insights.js';
export { getPastAvailability, getPastBooking } from './get-past.js';
export { getProblem } from './get-problem.js';
export { getStream } from './get-stream.js';
export { getTrialBalance } from './get-trial-balance.js';
export { getLive, getReady, healthAnswer, type HealthAnswer } from './health.js';
export { type PlaceBookingRequest, postBooking } from './post-booking.js';
export { postRetrieval } from './post-retrieval.js';
export { type CancelBookingRequest, postCancellation } from './post-cancellation.js';
export { postCheckIn } from './post-check-in.js';
export { postErasure } from './post-erasure.js';
export { postFlight, type ScheduleFlightRequest } from './post-flight.js';
export { type ChangeSeatRequest, postSeatChange } from './post-seat-change.js';
export { putFare } from './put-fare.js';
export { type PaymentMethod, paymentMethod, postPayment } from './post-payment.js';

/** Every endpoint of the API, in the order of its documentation. */
export const endpoints: readonly Endpoint[] = [
  ...[getAirports, getFlights],
  ...[getFlight, getAvailability, getAvailabilityStream, getSeats],
  ...[postBooking, postRetrieval, getBooking, postPayment],
  ...[postSeatChange, postCancellation, postCheckIn, postErasure],
  ...[getStream, getEvents, getPastAvailability, getPastBooking, getTrialBalance],
  ...[postFlight, postDelay, postDeparture, postArrival, postDiversion, postFlightCancellation],
  putFare,
  ...[getDeadLetters, getDeadLetter, postRetry],
  ...[getFunnel, getTimeToTicket, getJourneys, getLostSales],
  ...[getLive, getReady, getMetrics, getProblem],
];
