import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { HoldSeatsRefusal } from '../flight/hold-seats.js';
import { holdSeats } from '../flight/hold-seats.js';
import type { SeatsHeld } from '../flight/seat-inventory.js';
import type { Cabin } from '../flight/seat-map.js';
import { plusSeconds } from '../instant.js';
import type { Money } from '../money.js';
import { addMoney, isSameMoney, multiplyMoney, usd } from '../money.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type { BookedSegment, BookingPlaced, Sealed } from './booking.js';

const maxSegments = 4;

export interface WantedSegment {
  flightId: string;
  cabin: Cabin;
  /** In the passengers' order; without them the best ones together are chosen. */
  seats?: readonly string[] | undefined;
}

export interface PlaceBooking {
  recordLocator: string;
  /** One to four, each on another flight. */
  segments: readonly WantedSegment[];
  /** How many passengers: 1 to 9. */
  party: number;
  passengers: Sealed;
  contact: Sealed;
  /** The total that the traveller was shown. */
  quotedTotal?: Money | undefined;
  now: string;
  /** How long the seats are held from `now` on. */
  holdSeconds: number;
}

export type PlaceBookingRefusal =
  /** None, or more than four. */
  | { name: 'segment-count'; segments: number }
  | { name: 'duplicate-flight'; flightId: string; segment: number }
  /** Of the first segment that fails; `segment` is its index. */
  | (HoldSeatsRefusal & { segment: number })
  /** The total is not the quoted one; `total` is the present one. */
  | { name: 'price-changed'; total: Money };

export type PlaceBookingEvent = ForStream<BookingPlaced | SeatsHeld>;

/**
 * Holds seats on every segment's flight, or on none.
 *
 * @param flights the flights of the segments by flightId; one that is missing is unknown
 */
export function placeBooking(
  command: PlaceBooking,
  flights: Flights,
): Decision<PlaceBookingEvent, PlaceBookingRefusal> {
  const { recordLocator, party, passengers, contact, quotedTotal, now } = command;
  const malformed = findMalformed(command.segments);
  if (malformed !== undefined) return refuse(malformed);

  const holdExpiresAt = plusSeconds(now, command.holdSeconds);
  const segments: BookedSegment[] = [];
  const held: ForStream<SeatsHeld>[] = [];
  let total = usd(0);
  for (const [segment, wanted] of command.segments.entries()) {
    const { flightId } = wanted;
    const hold = { ...wanted, recordLocator, party, now, expiresAt: holdExpiresAt };
    const decision = holdSeats(hold, flightIn(flights, flightId));
    if (!decision.accepted) return refuse({ ...decision.refusal, segment });
    for (const event of decision.events) {
      const { cabin, seats, fare } = event.data;
      segments.push({ flightId, cabin, seats, fare });
      held.push(onFlight(flightId, event));
      total = addMoney(total, multiplyMoney(fare, party));
    }
  }
  if (quotedTotal !== undefined && !isSameMoney(quotedTotal, total)) {
    return refuse({ name: 'price-changed', total });
  }
  const placed: BookingPlaced = {
    type: 'BookingPlaced',
    data: { recordLocator, segments, party, passengers, contact, total, holdExpiresAt },
  };
  return accept<PlaceBookingEvent>(onBooking(command, placed), ...held);
}

function findMalformed(segments: readonly WantedSegment[]): PlaceBookingRefusal | undefined {
  if (segments.length < 1 || segments.length > maxSegments) {
    return { name: 'segment-count', segments: segments.length };
  }
  const flightIds = segments.map(({ flightId }) => flightId);
  const segment = flightIds.findIndex((id, index) => flightIds.indexOf(id) !== index);
  const flightId = flightIds[segment];
  return flightId === undefined ? undefined : { name: 'duplicate-flight', flightId, segment };
}
