import { type CancelBookingRefusal, unreachable } from '#domain';
import type { Problem } from '#platform';
import { bookingState, flightClosed } from '../booking-problems.js';

/** The domain's refusal as the client hears it. */
export function cancelBookingProblem(refused: CancelBookingRefusal): Problem {
  switch (refused.name) {
    case 'booking-state':
      return bookingState(refused);
    case 'flight-closed':
      return flightClosed(refused);
    default:
      return unreachable(refused);
  }
}
