import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CabinAvailability } from './availability.js';
import { availabilityByCabin } from './availability.js';
import type { FlightCommand } from './flight-decider.js';
import { decideFlight } from './flight-decider.js';
import type { FlightEvent, FlightState, SeatHolder } from './flight.js';
import { evolveFlight, initialFlight } from './flight.js';
import type { HoldSeats } from './hold-seats.js';
import { hold, schedule, scheduledWith } from './sample-flight.spec.js';
import type { Cabin } from './seat-map.js';
import { seatMapOf } from './seat-map.js';

const seatNames = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(...'ABCDEFGHIJK'))
  .map(([row, letter]) => `${row}${letter}`);

const wantedSeats = fc
  .array(seatNames, { minLength: 1, maxLength: 4 })
  .chain((seats) =>
    fc.record({ seats: fc.constant(seats), party: fc.constantFrom(seats.length, seats.length, 2) }),
  );

const holds: fc.Arbitrary<HoldSeats> = fc
  .record({
    recordLocator: fc.constantFrom('AAAAAA', 'BBBBBB', 'CCCCCC'),
    cabin: fc.constantFrom<Cabin>('business', 'economy'),
    wanted: fc.oneof(wantedSeats, fc.record({ party: fc.integer({ min: 0, max: 10 }) })),
    now: fc.constantFrom(
      '2026-12-01T12:00:00.000Z',
      '2026-12-01T12:00:00.000Z',
      schedule.departsAt,
    ),
  })
  .map(({ wanted, ...rest }) => hold({ ...wanted, ...rest }));

/** Small aircraft, so that they fill up; scheduling comes first, and now and then again. */
const histories: fc.Arbitrary<FlightCommand[]> = fc
  .tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.array(fc.oneof({ weight: 30, arbitrary: holds }, fc.constant('again' as const)), {
      maxLength: 40,
      size: 'max',
    }),
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

it('a seat never has two holders, and stays with the one it has', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const holders = new Map<string, string>();
      for (const { events, after } of play(commands)) {
        for (const event of events) {
          if (event.type !== 'SeatsHeld') continue;
          for (const seat of event.data.seats) {
            expect(holders.has(seat)).toBe(false);
            holders.set(seat, event.data.recordLocator);
          }
        }
        const taken = after.status === 'unscheduled' ? [] : [...after.taken];
        expect(new Map(taken.map(([seat, holder]) => [seat, holder.recordLocator]))).toEqual(
          holders,
        );
      }
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
        if (seats !== undefined || party < 1 || party > 9 || now >= schedule.departsAt) continue;
        const free = availabilityByCabin(before).find((of) => of.cabin === cabin)?.available ?? 0;
        expect(events.length).toBe(free >= party ? 1 : 0);
      }
    }),
  );
});
