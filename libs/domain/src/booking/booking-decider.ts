import type { Decision } from '../decision.js';
import type { FlightEvent, Flights } from '../flight/flight.js';
import type { ForStream } from '../streams.js';
import { unreachable } from '../unreachable.js';
import type { BookingEvent, BookingState } from './booking.js';
import type { CancelBooking, CancelBookingRefusal } from './cancel-booking.js';
import { cancelBooking } from './cancel-booking.js';
import type { CancelForFlight, CancelForFlightRefusal } from './cancel-for-flight.js';
import { cancelForFlight } from './cancel-for-flight.js';
import type { ChangeSeat, ChangeSeatRefusal } from './change-seat.js';
import { changeSeat } from './change-seat.js';
import type { CheckIn, CheckInRefusal } from './check-in.js';
import { checkIn } from './check-in.js';
import type { ExpireBooking, NotDue } from './expire-booking.js';
import { expireBooking } from './expire-booking.js';
import type { RecordCapture } from './record-capture.js';
import { recordCapture } from './record-capture.js';
import type { RecordDecline } from './record-decline.js';
import { recordDecline } from './record-decline.js';
import type { RecordRefund } from './record-refund.js';
import { recordRefund } from './record-refund.js';
import type { RecordUnresolved } from './record-unresolved.js';
import { recordUnresolved } from './record-unresolved.js';
import type { RequestPayment, RequestPaymentRefusal } from './request-payment.js';
import { requestPayment } from './request-payment.js';
import type { RequestRefund, RequestRefundRefusal } from './request-refund.js';
import { requestRefund } from './request-refund.js';
import type { TicketBooking, TicketBookingRefusal } from './ticket-booking.js';
import { ticketBooking } from './ticket-booking.js';

/** What may be asked of a booking that was placed; placing it is {@link placeBooking}'s. */
export type BookingCommand =
  | RequestPayment
  | RecordCapture
  | RecordDecline
  | RecordUnresolved
  | RequestRefund
  | RecordRefund
  | TicketBooking
  | ChangeSeat
  | CancelBooking
  | CancelForFlight
  | ExpireBooking
  | CheckIn;

/** Those of {@link recordCapture}, {@link recordDecline} and so on are {@link RequestRefund}'s too. */
export type BookingRefusal =
  | RequestPaymentRefusal
  | RequestRefundRefusal
  | TicketBookingRefusal
  | ChangeSeatRefusal
  | CancelBookingRefusal
  | CancelForFlightRefusal
  | NotDue
  | CheckInRefusal;

/** @param flights those of the booking's segments */
export function decideBooking(
  { type, data }: BookingCommand,
  booking: BookingState,
  flights: Flights,
): Decision<ForStream<BookingEvent | FlightEvent>, BookingRefusal> {
  switch (type) {
    case 'RequestPayment':
      return requestPayment(data, booking, flights);
    case 'RecordCapture':
      return recordCapture(data, booking);
    case 'RecordDecline':
      return recordDecline(data, booking);
    case 'RecordUnresolved':
      return recordUnresolved(data, booking);
    case 'RequestRefund':
      return requestRefund(data, booking);
    case 'RecordRefund':
      return recordRefund(data, booking);
    case 'TicketBooking':
      return ticketBooking(data, booking, flights);
    case 'ChangeSeat':
      return changeSeat(data, booking, flights);
    case 'CancelBooking':
      return cancelBooking(data, booking, flights);
    case 'CancelForFlight':
      return cancelForFlight(data, booking, flights);
    case 'ExpireBooking':
      return expireBooking(data, booking, flights);
    case 'CheckIn':
      return checkIn(data, booking, flights);
    default:
      return unreachable(type);
  }
}
