import type { StreamEvent } from '#contracts';
import type { PlaceBookingRefusal } from '#domain';
import { unreachable } from '#domain';
import { invalid, Problem } from '#platform';
import { freshAvailability } from '../../fresh-flight.js';

/** The domain's refusal as the client hears it; a conflict carries the fresh truth from the log. */
export function placeBookingProblem(
  refused: PlaceBookingRefusal,
  streams: ReadonlyMap<string, readonly StreamEvent[]>,
): Problem {
  switch (refused.name) {
    case 'segment-count':
      return invalid({ in: 'body', path: '/segments', message: '1 to 4 segments' });
    case 'duplicate-flight':
      return badSegment(refused.segment, '/flightId', `${refused.flightId} is named twice`);
    case 'unknown-flight':
      return badSegment(refused.segment, '/flightId', `there is no flight ${refused.flightId}`);
    case 'unknown-cabin':
      return badSegment(refused.segment, '/cabin', `${refused.flightId} has no ${refused.cabin}`);
    case 'seat-count':
      return badSegment(refused.segment, '/seats', 'one seat for each passenger');
    case 'duplicate-seat':
      return badSegment(refused.segment, '/seats', `${refused.seat} is named twice`);
    case 'unknown-seat':
      return badSegment(refused.segment, '/seats', `the cabin has no seat ${refused.seat}`);
    case 'flight-closed':
      return new Problem('flight-closed', `${refused.flightId} is closed for sale`);
    case 'seat-taken':
      return new Problem('seat-taken', `${refused.flightId}: ${refused.seats.join(', ')}`, {
        availability: freshAvailability(refused.flightId, streams),
      });
    case 'sold-out':
      return new Problem('sold-out', `${refused.flightId}: ${refused.cabin}`, {
        availability: freshAvailability(refused.flightId, streams),
      });
    case 'price-changed':
      return new Problem('price-changed', 'the total is another one now', { total: refused.total });
    default:
      return unreachable(refused);
  }
}

function badSegment(segment: number, property: string, message: string): Problem {
  return invalid({ in: 'body', path: `/segments/${segment}${property}`, message });
}
