import { Problem } from '#platform';
import { renderAvailability } from '../flights/render-flight.js';
import type { Booking } from '../tables/booking.entity.js';
import type { Flight } from '../tables/flight.entity.js';

/** How the refusals that several writes share are told. */
export function bookingState({ status }: Booking): Problem {
  return new Problem('booking-state', `the booking is ${status}`);
}

export function holdExpired({ holdExpiresAt }: Booking): Problem {
  return new Problem('hold-expired', `the hold ran out at ${holdExpiresAt.toISOString()}`);
}

export function flightClosed({ flightId }: Pick<Flight, 'flightId'>): Problem {
  return new Problem('flight-closed', `${flightId} has departed or is cancelled`);
}

/** @param flight as it is locked: its counts are the truth */
export function seatTaken(flight: Flight, seats: readonly string[]): Problem {
  const availability = renderAvailability(flight);
  return new Problem('seat-taken', `${flight.flightId}: ${seats.join(', ')}`, { availability });
}

export function tooMany(what: string, most: number): Problem {
  return new Problem('booking-state', `the booking has had ${most} ${what}: it can have no more`);
}
