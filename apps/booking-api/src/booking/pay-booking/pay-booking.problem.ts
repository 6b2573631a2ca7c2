import type { RequestPaymentRefusal } from '#domain';
import { unreachable } from '#domain';
import { Problem } from '#platform';
import { flightClosed, holdExpired, tooMany } from '../booking-problems.js';

/** The domain's refusal as the client hears it. */
export function payBookingProblem(refused: RequestPaymentRefusal): Problem {
  switch (refused.name) {
    case 'booking-state':
      return new Problem(
        'booking-state',
        refused.status === 'held'
          ? 'a payment of it is pending'
          : `it is ${refused.status}: only a held booking can be paid`,
      );
    case 'hold-expired':
      return holdExpired(refused);
    case 'flight-closed':
      return flightClosed(refused);
    case 'too-many':
      return tooMany(refused);
    default:
      return unreachable(refused);
  }
}
