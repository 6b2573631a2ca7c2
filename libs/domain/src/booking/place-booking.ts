import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { Flights } from '../flight/flight.js';
import { flightIn } from '../flight/flight.js';
import type { FittingHold, HoldFault, WantedSeats } from '../flight/fit-hold.js';
import { fitHold } from '../flight/fit-hold.js';
import type { NotFree } from '../flight/hold-seats.js';
import { holdFitting } from '../flight/hold-seats.js';
import type { SeatsHeld } from '../flight/seat-inventory.js';
import { plusSeconds } from '../instant.js';
import type { Money } from '../money.js';
import { addMoney, isSameMoney, multiplyMoney, usd } from '../money.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type { BookedSegment, BookingPlaced, Sealed } from './booking.js';

const maxSegments = 4;

export type WantedSegment = Omit<WantedSeats, 'party'>;

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

/** What is wrong with the request, whatever has been sold; `segment` is an index. */
export type PlaceBookingFault =
  /** None, or more than four. */
  | { name: 'segment-count'; segments: number }
  | { name: 'duplicate-flight'; flightId: string; segment: number }
  | (HoldFault & { segment: number });

export type PlaceBookingRefusal =
  /** All that is wrong with any segment. */
  | { name: 'malformed'; faults: PlaceBookingFault[] }
  /** Of the first segment that fails; `segment` is its index. */
  | (NotFree & { segment: number })
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
  const { holds, faults } = fitSegments(command, flights);
  if (faults.length > 0) return refuse({ name: 'malformed', faults });

  const holdExpiresAt = plusSeconds(now, command.holdSeconds);
  const segments: BookedSegment[] = [];
  const held: ForStream<SeatsHeld>[] = [];
  let total = usd(0);
  for (const [segment, hold] of holds.entries()) {
    const { flightId } = hold.wanted;
    const decision = holdFitting(hold, { recordLocator, now, expiresAt: holdExpiresAt });
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

function fitSegments({ segments, party }: PlaceBooking, flights: Flights) {
  const faults = malformedList(segments);
  const holds: FittingHold[] = [];
  for (const [segment, wanted] of segments.entries()) {
    const fitted = fitHold({ ...wanted, party }, flightIn(flights, wanted.flightId));
    if (fitted.fits) holds.push(fitted.hold);
    else faults.push(...fitted.faults.map((fault) => ({ ...fault, segment })));
  }
  return { holds, faults };
}

function malformedList(segments: readonly WantedSegment[]): PlaceBookingFault[] {
  const faults: PlaceBookingFault[] = [];
  if (segments.length < 1 || segments.length > maxSegments) {
    faults.push({ name: 'segment-count', segments: segments.length });
  }
  const flightIds = segments.map(({ flightId }) => flightId);
  for (const [segment, flightId] of flightIds.entries()) {
    if (flightIds.indexOf(flightId) === segment) continue;
    faults.push({ name: 'duplicate-flight', flightId, segment });
  }
  return faults;
}
