import {
  type DelayFlightRefusal,
  type DivertFlightRefusal,
  type FlightExists,
  unreachable,
} from '#domain';
import { invalid, Problem } from '#platform';

export type FlightOperationRefusal = FlightExists | DivertFlightRefusal | DelayFlightRefusal;

/**
 * The domain's refusal as the operator hears it.
 *
 * @param occurredAt as the operator told it; undefined: it happened now
 */
export function flightProblem(
  refused: FlightOperationRefusal,
  occurredAt: string | undefined,
): Problem {
  switch (refused.name) {
    case 'flight-exists':
      return new Problem('flight-exists', `${refused.flightId} is scheduled already`);
    case 'flight-state':
      return refused.status === 'unscheduled'
        ? new Problem('not-found', `there is no flight ${refused.flightId}`)
        : new Problem('flight-state', `${refused.flightId} is ${refused.status}`);
    case 'before-departure': {
      if (occurredAt === undefined) {
        return new Problem('flight-state', `its departure at ${refused.departedAt} lies ahead`);
      }
      const message = `is before its departure at ${refused.departedAt}`;
      return invalid({ in: 'body', path: '/occurredAt', message });
    }
    case 'own-destination':
      return invalid({ in: 'body', path: '/airport', message: 'is where it was to go' });
    case 'delay-minutes':
      return invalid({ in: 'body', path: '/minutes', message: '1 to 10080' });
    default:
      return unreachable(refused);
  }
}
