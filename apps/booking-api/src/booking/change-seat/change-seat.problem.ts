import type { LoadedStream } from '#contracts';
import { type ChangeSeatRefusal, unreachable } from '#domain';
import { invalid, type Problem } from '#platform';
import {
  bookingState,
  disagreement,
  flightClosed,
  holdExpired,
  seatTaken,
  tooMany,
} from '../booking-problems.js';

/** The domain's refusal as the client hears it. */
export function changeSeatProblem(
  refused: ChangeSeatRefusal,
  streams: ReadonlyMap<string, LoadedStream>,
): Problem {
  switch (refused.name) {
    case 'booking-state':
      return bookingState(refused);
    case 'hold-expired':
      return holdExpired(refused);
    case 'too-many':
      return tooMany(refused);
    case 'not-in-booking':
      return badProperty('/flightId', `the booking has no segment on ${refused.flightId}`);
    case 'unknown-passenger':
      return badProperty('/passenger', `the booking has no passenger ${refused.passenger}`);
    case 'unknown-seat':
      return badProperty('/seat', `the cabin has no seat ${refused.seat}`);
    case 'flight-closed':
      return flightClosed(refused);
    case 'seat-taken':
      return seatTaken(refused, streams);
    case 'unknown-flight':
    case 'seats-not-held':
      throw disagreement(refused);
    default:
      return unreachable(refused);
  }
}

function badProperty(path: string, message: string): Problem {
  return invalid({ in: 'body', path, message });
}
