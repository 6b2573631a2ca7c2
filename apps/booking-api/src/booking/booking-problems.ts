import type { BookingStateRefusal, FlightClosed, TooMany } from '#domain';
import { Problem } from '#platform';

/** How the refusals that several commands of a booking share are told. */
export function bookingState({ status }: BookingStateRefusal): Problem {
  return new Problem('booking-state', `the booking is ${status}`);
}

export function flightClosed({ flightId }: FlightClosed): Problem {
  return new Problem('flight-closed', `${flightId} has departed or is cancelled`);
}

export function tooMany({ what, most }: TooMany): Problem {
  return new Problem('booking-state', `the booking has had ${most} ${what}: it can have no more`);
}

/** A booking and its flights are written in one statement: that they disagree is a bug. */
export function disagreement({ name, flightId }: { name: string; flightId: string }): Error {
  return new Error(`a booking and its flight ${flightId} disagree: ${name}`);
}
