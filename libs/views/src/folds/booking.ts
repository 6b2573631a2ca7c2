import { readBookingEvent } from '#contracts';
import type { BookingState } from '#domain';
import { evolveBooking, initialBooking } from '#domain';
import type { View } from './view.js';

/** A booking's row is the domain's own state: its personal data stays sealed. */
export const bookingView: View<BookingState> = {
  name: 'booking',
  streams: 'booking-',
  evolve: (state, event) => evolveBooking(state ?? initialBooking, readBookingEvent(event)),
};
