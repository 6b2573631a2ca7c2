import fc from 'fast-check';
import { expect, it } from 'vitest';
import { availabilityByCabin } from '../flight/availability.js';
import type { FlightCommand } from '../flight/flight-decider.js';
import { decideFlight } from '../flight/flight-decider.js';
import { flightIn } from '../flight/flight.js';
import { scheduledWith } from '../flight/sample-flight.spec.js';
import { plusSeconds } from '../instant.js';
import { onFlight } from '../streams.js';
import type { BookingState, PlacedBooking } from './booking.js';
import { hasEnded, initialBooking, isTicketed } from './booking.js';
import type { BookingCommand } from './booking-decider.js';
import { decideBooking } from './booking-decider.js';
import type { Payment } from './payment.js';
import { placeBooking } from './place-booking.js';
import { recordLocatorFrom } from './record-locator.js';
import type { World, WorldEvent } from './sample-booking.spec.js';
import { back, evolveWorld, initialWorld, isOnFlight, out } from './sample-booking.spec.js';
import type { PaymentOutcome } from './settle-payment.js';

const flightIds = [out, back];
const start = '2026-12-04T12:00:00.000Z';

/** What is tried next: on a booking, or on a flight. Time goes on by `seconds` before it. */
interface Move {
  kind: 'place' | 'fly' | BookingCommand['type'];
  /** Which booking: so many before the newest. */
  back: number;
  flightId: string;
  seconds: number;
  payment: number;
  answer: PaymentOutcome;
  party: number;
  seat: string;
  operation: 'DelayFlight' | 'DepartFlight' | 'ArriveFlight' | 'DivertFlight' | 'CancelFlight';
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

const moves: fc.Arbitrary<Move[]> = fc.array(
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
    case 'DepartFlight':
    case 'ArriveFlight':
      return { type: operation, data };
  }
}

function bookingCommand(
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

interface Step {
  /** Of the booking that the move was about. */
  recordLocator: string;
  events: WorldEvent[];
  after: World;
}

function locator(index: number): string {
  return recordLocatorFrom(Uint8Array.of(0, 0, 0, 0, index >> 5, index));
}

/** The record locator of the move's booking: placing makes a new one. */
function locatorOf({ kind, back }: Move, { bookings }: World): string {
  return locator(kind === 'place' ? bookings.size : Math.max(0, bookings.size - 1 - back));
}

/** Two flights of eight seats each. */
const scheduled = flightIds
  .map((flightId): WorldEvent => {
    const { data } = scheduledWith(8);
    return onFlight(flightId, { type: 'FlightScheduled', data: { ...data, flightId } });
  })
  .reduce(evolveWorld, initialWorld);

function decide(world: World, move: Move, now: string): WorldEvent[] {
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

function play(history: readonly Move[]): Step[] {
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

function placedIn({ bookings }: World): PlacedBooking[] {
  return [...bookings.values()].filter((booking) => booking.status !== 'none');
}

function amount(payments: readonly Payment[], ...statuses: Payment['status'][]): number {
  return payments
    .filter(({ status }) => statuses.includes(status))
    .reduce((sum, payment) => sum + payment.amount.amount, 0);
}

function eachStep(check: (step: Step) => void): void {
  fc.assert(
    fc.property(moves, (history) => {
      for (const step of play(history)) check(step);
    }),
  );
}

it('held + sold + free = capacity, on every flight, and every seat is of a booking that lives', () => {
  eachStep(({ after }) => {
    for (const flightId of flightIds) {
      const flight = flightIn(after.flights, flightId);
      if (flight.status === 'unscheduled') throw new Error('both flights are scheduled');
      const [economy] = availabilityByCabin(flight);
      expect((economy?.available ?? 0) + flight.taken.size).toBe(8);

      const seats = new Map<string, string>();
      for (const booking of placedIn(after).filter((one) => !hasEnded(one))) {
        const state = isTicketed(booking) ? 'sold' : 'held';
        const segment = booking.segments.find((one) => one.flightId === flightId);
        for (const seat of segment?.seats ?? []) {
          expect(seats.has(seat)).toBe(false);
          seats.set(seat, `${booking.recordLocator} ${state}`);
        }
      }
      const taken = [...flight.taken].map(([seat, holder]): [string, string] => {
        return [seat, `${holder.recordLocator} ${holder.state}`];
      });
      expect(new Map(taken)).toEqual(seats);
    }
  });
});

it('money in = money kept + money that went back or is to go back', () => {
  fc.assert(
    fc.property(moves, (history) => {
      const captures = new Map<string, number>();
      for (const { events, after } of play(history)) {
        for (const { streamId, event } of events) {
          if (event.type !== 'PaymentCaptured') continue;
          captures.set(streamId, (captures.get(streamId) ?? 0) + event.data.amount.amount);
        }
        for (const { status, recordLocator, payments, total } of placedIn(after)) {
          const kept = amount(payments, 'captured');
          const returned = amount(payments, 'refund-requested', 'refunded');
          expect(kept + returned).toBe(captures.get(`booking-${recordLocator}`) ?? 0);
          const expected = {
            held: 0,
            ticketed: total.amount,
            'checked-in': total.amount,
            cancelled: 0,
            expired: 0,
          };
          expect(kept).toBe(expected[status]);
        }
      }
    }),
  );
});

it('a boarding sequence number is given once on a flight, in the order of the check-ins', () => {
  fc.assert(
    fc.property(moves, (history) => {
      const steps = play(history);
      for (const flightId of flightIds) {
        const numbers = steps.flatMap(({ events }) =>
          events.flatMap(({ event }) => {
            if (event.type !== 'BoardingPassesIssued') return [];
            const here = event.data.boardingPasses.filter((one) => one.flightId === flightId);
            return here.map(({ sequence }) => sequence);
          }),
        );
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }
    }),
  );
});

it('the same command again changes nothing, or is refused', () => {
  fc.assert(
    fc.property(moves, (history) => {
      let world = scheduled;
      let now = start;
      for (const move of history) {
        now = plusSeconds(now, move.seconds);
        const recordLocator = locatorOf(move, world);
        const booking = world.bookings.get(recordLocator) ?? initialBooking;
        const events = decide(world, move, now);
        world = events.reduce(evolveWorld, world);
        if (move.kind === 'place' || move.kind === 'fly' || move.kind === 'RequestPayment')
          continue;
        const command = bookingCommand(move.kind, move, booking, now);
        const present = world.bookings.get(recordLocator) ?? initialBooking;
        const again = decideBooking(command, present, world.flights);
        expect(again.accepted ? again.events : []).toEqual([]);
      }
    }),
  );
});

it('every event goes to the stream that it belongs to, and a booking leaves others alone', () => {
  eachStep(({ recordLocator, events }) => {
    for (const recorded of events) {
      if (!isOnFlight(recorded)) {
        expect(recorded.streamId).toBe(`booking-${recordLocator}`);
      } else if ('recordLocator' in recorded.event.data) {
        expect(recorded.event.data.recordLocator).toBe(recordLocator);
      }
    }
  });
});

it('such histories lead to every event that there is', () => {
  const histories = fc.sample(moves, { numRuns: 300, seed: 4 });
  const types = histories
    .flatMap(play)
    .flatMap(({ events }) => events.map(({ event }) => event.type));
  const every: Record<Exclude<WorldEvent['event']['type'], 'FlightScheduled'>, boolean> = {
    ...{ FlightDelayed: true, FlightDeparted: true, FlightArrived: true, FlightDiverted: true },
    ...{ FlightCancelled: true, SeatsHeld: true, SeatsSold: true, SeatsReleased: true },
    ...{ SeatMoved: true, SeatsCheckedIn: true, BookingPlaced: true, BookingTicketed: true },
    ...{ SeatChanged: true, PassengersCheckedIn: true, BoardingPassesIssued: true },
    ...{
      BookingCancelled: true,
      BookingExpired: true,
      PaymentRequested: true,
      PaymentCaptured: true,
    },
    ...{ PaymentDeclined: true, PaymentUnresolved: true, RefundRequested: true },
    ...{ PaymentRefunded: true, BookingErased: true },
  };
  expect(new Set(types)).toEqual(new Set(Object.keys(every)));
});
