import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CabinAvailability } from './availability.js';
import { availabilityAfter, availabilityByCabin } from './availability.js';
import type { ArriveFlight } from './arrive-flight.js';
import type { CancelFlight } from './cancel-flight.js';
import type { CheckInSeats } from './check-in-seats.js';
import type { DelayFlight } from './delay-flight.js';
import type { DepartFlight } from './depart-flight.js';
import type { DivertFlight } from './divert-flight.js';
import type { MoveSeat } from './move-seat.js';
import { isOpenForSale } from './open-for-sale.js';
import type { ReleaseSeats } from './release-seats.js';
import { bookingsOnFlight } from './seats-of-booking.js';
import type { SellSeats } from './sell-seats.js';
import type { FlightCommand } from './flight-decider.js';
import { decideFlight } from './flight-decider.js';
import type { FlightEvent, FlightState } from './flight.js';
import { evolveFlight, initialFlight } from './flight.js';
import type { HoldSeats } from './hold-seats.js';
import { hold, schedule, scheduledWith } from './sample-flight.spec.js';
import type { ReleaseReason, SeatHolder, SeatInventoryEvent } from './seat-inventory.js';
import type { Cabin } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

const seatNames = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(...'ABCDEFGHIJK'))
  .map(([row, letter]) => `${row}${letter}`);

const recordLocators = fc.constantFrom('AAAAAA', 'BBBBBB');
const times = fc.constantFrom(
  '2026-12-01T12:00:00.000Z',
  ...Array.from({ length: 8 }, () => '2026-12-04T12:00:00.000Z'),
  schedule.departsAt,
);

const cabins = fc.constantFrom<Cabin>('economy', 'economy', 'economy', 'business');

const wantedSeats = fc
  .array(seatNames, { minLength: 1, maxLength: 4 })
  .chain((seats) =>
    fc.record({ seats: fc.constant(seats), party: fc.constantFrom(seats.length, seats.length, 2) }),
  );

const holds: fc.Arbitrary<HoldSeats> = fc
  .record({
    recordLocator: recordLocators,
    cabin: cabins,
    wanted: fc.oneof(wantedSeats, fc.record({ party: fc.constantFrom(1, 2, 2, 3, 9, 0, 10) })),
    now: times,
  })
  .map(({ wanted, ...rest }) => hold({ ...wanted, ...rest }));

const { flightId } = schedule;
const occurredAt = '2026-12-05T09:00:00.000Z';

function commandOf<C extends FlightCommand>(
  type: C['type'],
  data: fc.Arbitrary<C['data']>,
): fc.Arbitrary<{ type: C['type']; data: C['data'] }> {
  return data.map((one) => ({ type, data: one }));
}

const ofBooking = { flightId: fc.constant(flightId), recordLocator: recordLocators, now: times };
const ofCabin = { ...ofBooking, cabin: cabins };
/** Few, in front: so that a booking often has those that a command names. */
const frontSeats = fc
  .tuple(fc.constantFrom(1, 2), fc.constantFrom(...'ACDF'))
  .map(([row, letter]) => `${row}${letter}`);
const anySeats = fc.oneof(
  { weight: 3, arbitrary: frontSeats.map((seat) => [seat]) },
  fc.uniqueArray(frontSeats, { minLength: 2, maxLength: 2 }),
);
const reported = fc.record({
  flightId: fc.constant(flightId),
  occurredAt: fc.constant(occurredAt),
});

const operations: fc.Arbitrary<FlightCommand> = fc.oneof(
  commandOf<DelayFlight>(
    'DelayFlight',
    fc.record({
      flightId: fc.constant(flightId),
      minutes: fc.constantFrom(10, 20, 20, 0),
      cause: fc.constantFrom('weather', 'unknown'),
      occurredAt: fc.constant(occurredAt),
    }),
  ),
  commandOf<DepartFlight>('DepartFlight', reported),
  commandOf<ArriveFlight>('ArriveFlight', reported),
  commandOf<DivertFlight>(
    'DivertFlight',
    reported.map((data) => ({ ...data, airport: 'AUS' })),
  ),
  commandOf<CancelFlight>(
    'CancelFlight',
    reported.map((data) => ({ ...data, reason: 'snow' })),
  ),
);

const sales = commandOf<SellSeats>('SellSeats', fc.record({ ...ofCabin, seats: anySeats }));
const seatCommands: fc.Arbitrary<FlightCommand> = fc.oneof(
  { weight: 6, arbitrary: sales },
  {
    weight: 6,
    arbitrary: commandOf<CheckInSeats>(
      'CheckInSeats',
      fc.record({ ...ofBooking, seats: anySeats }),
    ),
  },
  {
    weight: 6,
    arbitrary: commandOf<MoveSeat>(
      'MoveSeat',
      fc.record({ ...ofCabin, from: frontSeats, to: frontSeats }),
    ),
  },
  commandOf<ReleaseSeats>(
    'ReleaseSeats',
    fc.record({
      ...ofBooking,
      reason: fc.constantFrom<ReleaseReason>('expired', 'cancelled', 'flight-cancelled'),
    }),
  ),
);

/** Small aircraft, so that they fill up; scheduling comes first, and now and then again. */
const histories: fc.Arbitrary<FlightCommand[]> = fc
  .tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.array(
      fc.oneof(
        { weight: 30, arbitrary: holds },
        { weight: 50, arbitrary: seatCommands },
        { weight: 1, arbitrary: operations },
        { weight: 1, arbitrary: fc.constant('again' as const) },
      ),
      { minLength: 20, maxLength: 60, size: 'max' },
    ),
  )
  .map(([seats, commands]) => {
    const scheduling: FlightCommand = { type: 'ScheduleFlight', data: scheduledWith(seats).data };
    return [scheduling, ...commands.map((one) => (one === 'again' ? scheduling : one))];
  });

interface Step {
  command: FlightCommand;
  before: FlightState;
  events: FlightEvent[];
  after: FlightState;
}

function play(commands: readonly FlightCommand[]): Step[] {
  let state = initialFlight;
  return commands.map((command) => {
    const before = state;
    const decision = decideFlight(command, before);
    const events = decision.accepted ? decision.events : [];
    state = events.reduce(evolveFlight, before);
    return { command, before, events, after: state };
  });
}

function isInventory(event: FlightEvent): event is SeatInventoryEvent {
  const { type } = event;
  return (
    type === 'SeatsHeld' || type === 'SeatsSold' || type === 'SeatsReleased' || type === 'SeatMoved'
  );
}

function count(taken: ReadonlyMap<string, SeatHolder>, state: SeatHolder['state']): number {
  return [...taken.values()].filter((holder) => holder.state === state).length;
}

function sum(cabins: readonly CabinAvailability[], of: 'capacity' | 'available'): number {
  return cabins.reduce((total, cabin) => total + cabin[of], 0);
}

it('held + sold + free = capacity, after every command', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const { after } of play(commands)) {
        if (after.status === 'unscheduled') throw new Error('the first command schedules');
        const cabins = availabilityByCabin(after);
        const held = count(after.taken, 'held');
        const sold = count(after.taken, 'sold');
        expect(held + sold + sum(cabins, 'available')).toBe(after.aircraft.seats);
        expect(sum(cabins, 'capacity')).toBe(after.aircraft.seats);
        expect(cabins.filter(({ available }) => available < 0)).toEqual([]);
      }
    }),
  );
});

it('is counted event by event as it is from the seats', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const { before, events, after } of play(commands)) {
        if (before.status === 'unscheduled' || after.status === 'unscheduled') continue;
        const counted = events.reduce(
          (cabins, event) => (isInventory(event) ? availabilityAfter(cabins, event) : cabins),
          availabilityByCabin(before),
        );
        expect(counted).toEqual(availabilityByCabin(after));
      }
    }),
  );
});

it('a seat never has two holders, and stays with the one it has until that gives it up', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const holders = new Map<string, string>();
      for (const { events, after } of play(commands)) {
        for (const { type, data } of events.filter(isInventory)) {
          const lost = type === 'SeatMoved' ? [data.from] : type === 'SeatsHeld' ? [] : data.seats;
          for (const seat of lost) {
            expect(holders.get(seat)).toBe(data.recordLocator);
            if (type !== 'SeatsSold') holders.delete(seat);
          }
          const won = type === 'SeatMoved' ? [data.to] : type === 'SeatsHeld' ? data.seats : [];
          for (const seat of won) {
            expect(holders.has(seat)).toBe(false);
            holders.set(seat, data.recordLocator);
          }
        }
        const taken = after.status === 'unscheduled' ? [] : [...after.taken];
        expect(new Map(taken.map(([seat, holder]) => [seat, holder.recordLocator]))).toEqual(
          holders,
        );
        const onFlight = bookingsOnFlight(after).flatMap(({ recordLocator, seats }) =>
          seats.map((seat): [string, string] => [seat, recordLocator]),
        );
        expect(new Map(onFlight)).toEqual(holders);
      }
    }),
  );
});

it('a boarding sequence number is given once, and none is left out', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const given = play(commands).flatMap(({ events }) =>
        events.flatMap((event) => {
          if (event.type !== 'SeatsCheckedIn') return [];
          return event.data.seats.map((_, index) => event.data.firstSequence + index);
        }),
      );
      expect(given).toEqual(given.map((_, index) => index + 1));
    }),
  );
});

it('a hold is as many different seats of its cabin as its party, or nothing', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const { command, before, events } of play(commands)) {
        if (command.type !== 'HoldSeats' || before.status === 'unscheduled') continue;
        const { cabin, party, seats } = command.data;
        const map = seatMapOf(before.aircraft.seats);
        const held = events.flatMap((event) =>
          event.type === 'SeatsHeld' ? event.data.seats : [],
        );
        if (events.length === 0) continue;
        expect(new Set(held).size).toBe(party);
        expect(held).toHaveLength(party);
        expect(held.filter((seat) => map.cabinOf.get(seat) !== cabin)).toEqual([]);
        if (seats !== undefined) expect(held).toEqual(seats);
      }
    }),
  );
});

it('refuses an automatic hold of a party only when the cabin has not seats enough', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const { command, before, events } of play(commands)) {
        if (command.type !== 'HoldSeats' || before.status === 'unscheduled') continue;
        const { cabin, party, seats, now } = command.data;
        if (seats !== undefined || party < 1 || party > 9 || !isOpenForSale(before, now)) continue;
        const free = availabilityByCabin(before).find((of) => of.cabin === cabin)?.available ?? 0;
        expect(events.length).toBe(free >= party ? 1 : 0);
      }
    }),
  );
});
