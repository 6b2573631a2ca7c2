import { readBookingEvents } from '#contracts';
import type { PlacedBooking } from '#domain';
import { evolveBooking, initialBooking } from '#domain';
import type { View } from './view.js';

/** A booking's row is the domain's own state: its personal data stays sealed. */
export const bookingView: View<PlacedBooking> = {
  name: 'booking',
  streams: 'booking-',
  evolve: (state, event) => {
    const booking = readBookingEvents(event).reduce(evolveBooking, state ?? initialBooking);
    return booking.status === 'none' ? null : booking;
  },
};
