import fc from 'fast-check';
import { expect, it } from 'vitest';
import { availabilityByCabin } from '../flight/availability.js';
import { flightIn } from '../flight/flight.js';
import { plusSeconds } from '../instant.js';
import type { PlacedBooking } from './booking.js';
import { hasEnded, initialBooking, isTicketed } from './booking.js';
import { decideBooking } from './booking-decider.js';
import type { Payment } from './payment.js';
import type { Step } from './random-lives.spec.js';
import {
  bookingCommand,
  decide,
  flightIds,
  locatorOf,
  moves,
  play,
  scheduled,
  start,
} from './random-lives.spec.js';
import type { World, WorldEvent } from './sample-booking.spec.js';
import { evolveWorld, isOnFlight } from './sample-booking.spec.js';

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
    ...{
      FlightCancelled: true,
      FareChanged: true,
      SeatsHeld: true,
      SeatsSold: true,
      SeatsReleased: true,
    },
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
