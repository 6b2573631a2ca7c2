import type { LoadedStream, ValidationError } from '#contracts';
import type { PlaceBookingFault, PlaceBookingRefusal } from '#domain';
import { unreachable } from '#domain';
import { invalid, Problem } from '#platform';
import { freshAvailability } from '../../fresh-flight.js';
import { flightClosed, seatTaken } from '../booking-problems.js';

/** The domain's refusal as the client hears it; a conflict carries the fresh truth from the log. */
export function placeBookingProblem(
  refused: PlaceBookingRefusal,
  streams: ReadonlyMap<string, LoadedStream>,
): Problem {
  switch (refused.name) {
    case 'malformed':
      return invalid(...refused.faults.map(asError));
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

function asError(fault: PlaceBookingFault): ValidationError {
  const [path, message] = pathAndMessage(fault);
  return { in: 'body', path: `/segments${path}`, message };
}

function pathAndMessage(fault: PlaceBookingFault): [path: string, message: string] {
  switch (fault.name) {
    case 'segment-count':
      return ['', '1 to 4 segments'];
    case 'duplicate-flight':
      return [`/${fault.segment}/flightId`, `${fault.flightId} is named twice`];
    case 'unknown-flight':
      return [`/${fault.segment}/flightId`, `there is no flight ${fault.flightId}`];
    case 'unknown-cabin':
      return [`/${fault.segment}/cabin`, `${fault.flightId} has no ${fault.cabin}`];
    case 'seat-count':
      return [`/${fault.segment}/seats`, 'one seat for each passenger'];
    case 'duplicate-seat':
      return [`/${fault.segment}/seats/${fault.index}`, `${fault.seat} is named twice`];
    case 'unknown-seat':
      return [`/${fault.segment}/seats/${fault.index}`, `${fault.seat} is no seat of the cabin`];
    default:
      return unreachable(fault);
  }
}
