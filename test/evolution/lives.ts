/** Streams from their first event to their last, by the types of their events: every type is in one. */
export const lives = {
  'flight-UA1545-EWR-2026-12-05': {
    'a flight that arrives late': [
      ...['FlightScheduled', 'SeatsHeld', 'SeatsSold', 'SeatMoved', 'FlightDelayed'],
      ...['SeatsCheckedIn', 'FlightDeparted', 'FlightArrived'],
    ],
    'a flight that is diverted': [
      ...['FlightScheduled', 'FlightDelayed', 'FlightDeparted', 'FlightDiverted'],
    ],
    'a flight that is cancelled': [
      ...['FlightScheduled', 'SeatsHeld', 'SeatMoved', 'FlightCancelled', 'SeatsReleased'],
    ],
  },
  'booking-K7QX2M': {
    'a booking that is flown': [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentUnresolved', 'PaymentCaptured'],
      ...['BookingTicketed', 'SeatChanged', 'PassengersCheckedIn'],
    ],
    'a booking that is cancelled': [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentCaptured', 'BookingTicketed'],
      ...['PassengersCheckedIn', 'BookingCancelled', 'RefundRequested', 'PaymentRefunded'],
    ],
    'a booking that runs out': [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentDeclined', 'BookingExpired'],
    ],
  },
};
