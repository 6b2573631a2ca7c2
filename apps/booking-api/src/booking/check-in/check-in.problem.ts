import { type CheckInRefusal, unreachable } from '#domain';
import { Problem } from '#platform';
import { bookingState, disagreement, flightClosed } from '../booking-problems.js';

/** The domain's refusal as the client hears it. */
export function checkInProblem(refused: CheckInRefusal): Problem {
  switch (refused.name) {
    case 'booking-state':
      // Ticketed is the status to check in from: then it is too early.
      return refused.status === 'ticketed'
        ? new Problem('booking-state', 'check-in opens 24 hours before departure')
        : bookingState(refused);
    case 'erased':
      return new Problem('erased', 'its names were erased');
    case 'flight-closed':
      return flightClosed(refused);
    case 'unknown-flight':
    case 'seats-not-held':
      throw disagreement(refused);
    default:
      return unreachable(refused);
  }
}
