import type { StreamEvent, ValidationError } from '#contracts';
import type { PlaceBookingRefusal } from '#domain';
import { unreachable } from '#domain';
import { invalid, Problem } from '#platform';
import { freshAvailability } from '../../fresh-flight.js';
import { flightClosed, seatTaken } from '../booking-problems.js';

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
      return invalid(...unknownFlights(streams));
    case 'unknown-cabin':
      return badSegment(refused.segment, '/cabin', `${refused.flightId} has no ${refused.cabin}`);
    case 'seat-count':
      return badSegment(refused.segment, '/seats', 'one seat for each passenger');
    case 'duplicate-seat':
      return badSeat(refused, 'is named twice');
    case 'unknown-seat':
      return badSeat(refused, 'is no seat of the cabin');
    case 'flight-closed':
      return flightClosed(refused);
    case 'seat-taken':
      return seatTaken(refused, streams);
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

/** The streams are in the order of the segments. */
function unknownFlights(streams: ReadonlyMap<string, readonly StreamEvent[]>): ValidationError[] {
  return [...streams].flatMap(([streamId, events], segment) => {
    if (events.length > 0) return [];
    const message = `there is no flight ${streamId.slice('flight-'.length)}`;
    return [{ in: 'body', path: `/segments/${segment}/flightId`, message }];
  });
}

function badSegment(segment: number, property: string, message: string): Problem {
  return invalid({ in: 'body', path: `/segments/${segment}${property}`, message });
}

function badSeat(
  { segment, index, seat }: { segment: number; index: number; seat: string },
  message: string,
): Problem {
  return badSegment(segment, `/seats/${index}`, `${seat} ${message}`);
}
