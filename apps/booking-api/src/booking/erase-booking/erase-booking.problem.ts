import type { BookingStateRefusal } from '#domain';
import { Problem } from '#platform';

/** The domain's refusal as the client hears it. */
export function eraseBookingProblem({ status }: BookingStateRefusal): Problem {
  const why =
    status === 'held'
      ? 'it is held: cancel it first'
      : `it is ${status}, and its flights have not all landed`;
  return new Problem('booking-state', why);
}
