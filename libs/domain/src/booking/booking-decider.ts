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
import type { EraseBooking } from './erase-booking.js';
import { eraseBooking } from './erase-booking.js';
import type { ExpireBooking, NotDue } from './expire-booking.js';
import { expireBooking } from './expire-booking.js';
import type { RecordRefund, RecordRefundRefusal } from './record-refund.js';
import { recordRefund } from './record-refund.js';
import type { RequestPayment, RequestPaymentRefusal } from './request-payment.js';
import { requestPayment } from './request-payment.js';
import type { SettlePayment, SettlePaymentRefusal } from './settle-payment.js';
import { settlePayment } from './settle-payment.js';

/** What may be asked of a booking that was placed; placing it is {@link placeBooking}'s. */
export type BookingCommand =
  | RequestPayment
  | SettlePayment
  | RecordRefund
  | ChangeSeat
  | CancelBooking
  | CancelForFlight
  | ExpireBooking
  | EraseBooking
  | CheckIn;

export type BookingRefusal =
  | RequestPaymentRefusal
  | SettlePaymentRefusal
  | RecordRefundRefusal
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
    case 'SettlePayment':
      return settlePayment(data, booking, flights);
    case 'RecordRefund':
      return recordRefund(data, booking);
    case 'ChangeSeat':
      return changeSeat(data, booking, flights);
    case 'CancelBooking':
      return cancelBooking(data, booking, flights);
    case 'CancelForFlight':
      return cancelForFlight(data, booking, flights);
    case 'ExpireBooking':
      return expireBooking(data, booking, flights);
    case 'EraseBooking':
      return eraseBooking(data, booking, flights);
    case 'CheckIn':
      return checkIn(data, booking, flights);
    default:
      return unreachable(type);
  }
}
