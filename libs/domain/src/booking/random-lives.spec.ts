import fc from 'fast-check';
import type { FlightCommand } from '../flight/flight-decider.js';
import { decideFlight } from '../flight/flight-decider.js';
import { flightIn } from '../flight/flight.js';
import { scheduledWith } from '../flight/sample-flight.spec.js';
import { plusSeconds } from '../instant.js';
import { usd } from '../money.js';
import { onFlight } from '../streams.js';
import type { BookingState } from './booking.js';
import { initialBooking } from './booking.js';
import type { BookingCommand } from './booking-decider.js';
import { decideBooking } from './booking-decider.js';
import { placeBooking } from './place-booking.js';
import { recordLocatorFrom } from './record-locator.js';
import type { World, WorldEvent } from './sample-booking.spec.js';
import { back, evolveWorld, initialWorld, out } from './sample-booking.spec.js';
import type { PaymentOutcome } from './settle-payment.js';

export const flightIds = [out, back];
export const start = '2026-12-04T12:00:00.000Z';

/** What is tried next: on a booking, or on a flight. Time goes on by `seconds` before it. */
export interface Move {
  kind: 'place' | 'fly' | BookingCommand['type'];
  /** Which booking: so many before the newest. */
  back: number;
  flightId: string;
  seconds: number;
  payment: number;
  answer: PaymentOutcome;
  party: number;
  seat: string;
  operation:
    | 'DelayFlight'
    | 'DepartFlight'
    | 'ArriveFlight'
    | 'DivertFlight'
    | 'CancelFlight'
    | 'ChangeFare';
}

const kinds: { arbitrary: fc.Arbitrary<Move['kind']>; weight: number }[] = [
  { arbitrary: fc.constantFrom('place'), weight: 5 },
  { arbitrary: fc.constantFrom('RequestPayment', 'SettlePayment'), weight: 24 },
  { arbitrary: fc.constantFrom('ChangeSeat', 'CheckIn', 'CheckIn'), weight: 8 },
  {
    arbitrary: fc.constantFrom('CancelBooking', 'CancelForFlight', 'ExpireBooking', 'EraseBooking'),
    weight: 2,
  },
  { arbitrary: fc.constantFrom('RecordRefund', 'fly'), weight: 1 },
];

export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.oneof(...kinds),
    back: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
    flightId: fc.constantFrom(...flightIds),
    seconds: fc.constantFrom(...Array.from({ length: 12 }, () => 1), 60, 60, 899, 7200),
    payment: fc.integer({ min: 0, max: 2 }),
    answer: fc.constantFrom<PaymentOutcome>(
      ...Array.from({ length: 6 }, () => ({ outcome: 'captured' as const })),
      { outcome: 'declined', reason: 'insufficient funds' },
      { outcome: 'unresolved' },
    ),
    party: fc.constantFrom(1, 2, 3),
    seat: fc.constantFrom('1A', '1C', '1D', '1F', '2A', '2C', '2D', '2F', '3A'),
    operation: fc.constantFrom(
      'DelayFlight',
      'DepartFlight',
      'ArriveFlight',
      'DivertFlight',
      'CancelFlight',
      'ChangeFare',
    ),
  }),
  { minLength: 60, maxLength: 120, size: 'max' },
);

function flightCommand({ operation, flightId, party }: Move, now: string): FlightCommand {
  const data = { flightId, occurredAt: now };
  switch (operation) {
    case 'DelayFlight':
      return { type: operation, data: { ...data, minutes: 10 * party, cause: 'carrier' } };
    case 'DivertFlight':
      return { type: operation, data: { ...data, airport: 'AUS' } };
    case 'CancelFlight':
      return { type: operation, data: { ...data, reason: 'snow' } };
    case 'ChangeFare': {
      const fare = usd(10_000 * party);
      const revision = Date.parse(now);
      return { type: operation, data: { flightId, cabin: 'economy', fare, revision } };
    }
    case 'DepartFlight':
    case 'ArriveFlight':
      return { type: operation, data };
  }
}

export function bookingCommand(
  kind: BookingCommand['type'],
  { flightId, payment, answer, party, seat }: Move,
  booking: BookingState,
  now: string,
): BookingCommand {
  const payments = booking.status === 'none' ? [] : booking.payments;
  const paymentId = payments[payment % Math.max(1, payments.length)]?.paymentId ?? 'none';
  switch (kind) {
    case 'RequestPayment':
      return { type: kind, data: { paymentId: `pay-${payments.length}`, method: 'tok_ok', now } };
    case 'SettlePayment':
      return { type: kind, data: { paymentId, answer, now } };
    case 'RecordRefund':
      return { type: kind, data: { paymentId } };
    case 'ChangeSeat':
      return { type: kind, data: { flightId, passenger: party - 1, seat, now } };
    case 'CancelForFlight':
      return { type: kind, data: { flightId, reason: 'snow' } };
    case 'CancelBooking':
    case 'ExpireBooking':
    case 'EraseBooking':
    case 'CheckIn':
      return { type: kind, data: { now } };
  }
}

export interface Step {
  /** Of the booking that the move was about. */
  recordLocator: string;
  events: WorldEvent[];
  after: World;
}

function locator(index: number): string {
  return recordLocatorFrom(Uint8Array.of(0, 0, 0, 0, index >> 5, index));
}

/** The record locator of the move's booking: placing makes a new one. */
export function locatorOf({ kind, back }: Move, { bookings }: World): string {
  return locator(kind === 'place' ? bookings.size : Math.max(0, bookings.size - 1 - back));
}

/** Two flights of eight seats each. */
export const scheduling = flightIds.map((flightId): WorldEvent => {
  const { data } = scheduledWith(8);
  return onFlight(flightId, { type: 'FlightScheduled', data: { ...data, flightId } });
});

export const scheduled = scheduling.reduce(evolveWorld, initialWorld);

export function decide(world: World, move: Move, now: string): WorldEvent[] {
  const { kind, flightId, party } = move;
  const recordLocator = locatorOf(move, world);
  if (kind === 'place') {
    const wanted = party === 3 ? flightIds : [flightId];
    const decision = placeBooking(
      {
        recordLocator,
        segments: wanted.map((id) => ({ flightId: id, cabin: 'economy' })),
        party: party === 3 ? 2 : party,
        passengers: { sealed: 'cGFzc2VuZ2Vycw' },
        contact: { sealed: 'Y29udGFjdA' },
        now,
        holdSeconds: 900,
      },
      world.flights,
    );
    return decision.accepted ? decision.events : [];
  }
  if (kind === 'fly') {
    const decision = decideFlight(flightCommand(move, now), flightIn(world.flights, flightId));
    return decision.accepted ? decision.events.map((event) => onFlight(flightId, event)) : [];
  }
  const booking = world.bookings.get(recordLocator) ?? initialBooking;
  const command = bookingCommand(kind, move, booking, now);
  const decision = decideBooking(command, booking, world.flights);
  return decision.accepted ? decision.events : [];
}

export function play(history: readonly Move[]): Step[] {
  let world = scheduled;
  let now = start;
  return history.map((move) => {
    now = plusSeconds(now, move.seconds);
    const recordLocator = locatorOf(move, world);
    const events = decide(world, move, now);
    world = events.reduce(evolveWorld, world);
    return { recordLocator, events, after: world };
  });
}
