import type { RequestPaymentRefusal } from '#domain';
import { unreachable } from '#domain';
import { Problem } from '#platform';
import { flightClosed, tooMany } from '../booking-problems.js';

/** The domain's refusal as the client hears it. */
export function payBookingProblem(refused: RequestPaymentRefusal): Problem {
  switch (refused.name) {
    case 'booking-state':
      return new Problem(
        'booking-state',
        `it is ${refused.status}: only a held booking that no payment is pending for can be paid`,
      );
    case 'hold-expired':
      return new Problem('hold-expired', `the hold ran out at ${refused.holdExpiresAt}`);
    case 'flight-closed':
      return flightClosed(refused);
    case 'too-many':
      return tooMany(refused);
    default:
      return unreachable(refused);
  }
}
