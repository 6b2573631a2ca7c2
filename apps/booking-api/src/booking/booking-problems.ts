import type { LoadedStream } from '#contracts';
import type { BookingStateRefusal, FlightClosed, HoldExpired, TooMany } from '#domain';
import { Problem } from '#platform';
import { freshAvailability } from '../fresh-flight.js';

/** How the refusals that several commands of a booking share are told. */
export function bookingState({ status }: BookingStateRefusal): Problem {
  return new Problem('booking-state', `the booking is ${status}`);
}

export function holdExpired({ holdExpiresAt }: HoldExpired): Problem {
  return new Problem('hold-expired', `the hold ran out at ${holdExpiresAt}`);
}

export function flightClosed({ flightId }: FlightClosed): Problem {
  return new Problem('flight-closed', `${flightId} has departed or is cancelled`);
}

/** With the fresh truth from the log. */
export function seatTaken(
  { flightId, seats }: { flightId: string; seats: readonly string[] },
  streams: ReadonlyMap<string, LoadedStream>,
): Problem {
  const availability = freshAvailability(flightId, streams);
  return new Problem('seat-taken', `${flightId}: ${seats.join(', ')}`, { availability });
}

export function tooMany({ what, most }: TooMany): Problem {
  return new Problem('booking-state', `the booking has had ${most} ${what}: it can have no more`);
}

/** A booking and its flights are written in one statement: that they disagree is a bug. */
export function disagreement({ name, flightId }: { name: string; flightId: string }): Error {
  return new Error(`a booking and its flight ${flightId} disagree: ${name}`);
}
