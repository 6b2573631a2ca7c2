import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { specificationOf } from '../specification.spec.js';
import type { HoldFault } from './fit-hold.js';
import { decideFlight } from './flight-decider.js';
import { evolveFlight, initialFlight } from './flight.js';
import type { HoldSeatsRefusal } from './hold-seats.js';
import {
  economyFare,
  held,
  hold,
  schedule,
  scheduled,
  scheduledWith,
} from './sample-flight.spec.js';
import { seatMapOf } from './seat-map.js';

const { given } = specificationOf({
  initial: initialFlight,
  evolve: evolveFlight,
  decide: decideFlight,
});
const { flightId, departsAt } = schedule;

function malformed(...faults: HoldFault[]): HoldSeatsRefusal {
  return { name: 'malformed', faults };
}

describe('scheduling a flight', () => {
  it('schedules one that is not there', () => {
    given().when({ type: 'ScheduleFlight', data: schedule }).then(scheduled);
  });

  it('refuses one that is there', () => {
    given(scheduled)
      .when({ type: 'ScheduleFlight', data: schedule })
      .thenRefused({ name: 'flight-exists', flightId });
  });
});

describe('holding seats by number', () => {
  it('holds those asked for, in the order asked for, at the fare of the flight', () => {
    given(scheduled, held('AAAAAA', '12B'))
      .when(hold({ party: 2, seats: ['12C', '12A'] }))
      .then(held('K7QX2M', '12C', '12A'));
  });

  it('refuses a seat that another booking holds, and names only that one', () => {
    given(scheduled, held('AAAAAA', '12B'), held('BBBBBB', '14F'))
      .when(hold({ party: 3, seats: ['12A', '12B', '14F'] }))
      .thenRefused({ name: 'seat-taken', flightId, seats: ['12B', '14F'] });
  });

  it('refuses a seat that the booking itself holds already', () => {
    given(scheduled, held('K7QX2M', '12B'))
      .when(hold({ seats: ['12B'] }))
      .thenRefused({ name: 'seat-taken', flightId, seats: ['12B'] });
  });

  it('refuses a seat that the aircraft does not have', () => {
    given(scheduled)
      .when(hold({ party: 2, seats: ['12A', '99A'] }))
      .thenRefused(malformed({ name: 'unknown-seat', flightId, seat: '99A', index: 1 }));
  });

  it('refuses a seat of another cabin', () => {
    given(scheduled)
      .when(hold({ seats: ['1A'] }))
      .thenRefused(malformed({ name: 'unknown-seat', flightId, seat: '1A', index: 0 }));
    given(scheduled)
      .when(hold({ cabin: 'business', seats: ['12A'] }))
      .thenRefused(malformed({ name: 'unknown-seat', flightId, seat: '12A', index: 0 }));
  });

  it('refuses the same seat twice', () => {
    given(scheduled)
      .when(hold({ party: 2, seats: ['12A', '12A'] }))
      .thenRefused(malformed({ name: 'duplicate-seat', flightId, seat: '12A', index: 1 }));
  });

  it('names every seat that is wrong', () => {
    given(scheduled)
      .when(hold({ party: 4, seats: ['1A', '12A', '12A', '99A', '5C'] }))
      .thenRefused(
        malformed(
          { name: 'seat-count', flightId, party: 4 },
          { name: 'unknown-seat', flightId, seat: '1A', index: 0 },
          { name: 'duplicate-seat', flightId, seat: '12A', index: 2 },
          { name: 'unknown-seat', flightId, seat: '99A', index: 3 },
        ),
      );
  });

  it.each([[[]], [['12A']], [['12A', '12B', '12C']]])('refuses %j for two', (seats) => {
    given(scheduled)
      .when(hold({ party: 2, seats }))
      .thenRefused(malformed({ name: 'seat-count', flightId, party: 2 }));
  });
});

describe('holding seats automatically', () => {
  it('holds the best ones together', () => {
    given(scheduled, held('AAAAAA', '5A'))
      .when(hold({ party: 3 }))
      .then(held('K7QX2M', '5D', '5E', '5F'));
  });

  it('holds seats of the cabin asked for, at its fare', () => {
    const { expiresAt } = held('K7QX2M').data;
    const fare = { amount: 58200, currency: 'USD' } as const;
    const data = {
      recordLocator: 'K7QX2M',
      cabin: 'business',
      seats: ['1A', '1C'],
      fare,
      expiresAt,
    } as const;
    given(scheduled)
      .when(hold({ cabin: 'business', party: 2 }))
      .then({ type: 'SeatsHeld', data: { ...data, seats: [...data.seats] } });
  });

  it('holds the last seats', () => {
    given(scheduledWith(5), held('AAAAAA', '1A', '1C', '1D'))
      .when(hold({ party: 2 }))
      .then(held('K7QX2M', '1F', '2A'));
  });

  it('is sold out when the cabin has fewer free seats than the party', () => {
    given(scheduledWith(5), held('AAAAAA', '1A', '1C', '1D', '1F'))
      .when(hold({ party: 2 }))
      .thenRefused({ name: 'sold-out', flightId, cabin: 'economy' });
  });

  it('is sold out though another cabin has free seats', () => {
    const economy = seatMapOf(178).cabins.get('economy')?.seats ?? [];
    given(scheduled, held('AAAAAA', ...economy))
      .when(hold({}))
      .thenRefused({ name: 'sold-out', flightId, cabin: 'economy' });
  });

  it.each([0, -1, 1.5, 10, NaN])('refuses a party of %d', (party) => {
    given(scheduled)
      .when(hold({ party }))
      .thenRefused(malformed({ name: 'seat-count', flightId, party }));
  });
});

describe('holding seats', () => {
  it('refuses a flight that is not scheduled', () => {
    given()
      .when(hold({}))
      .thenRefused(malformed({ name: 'unknown-flight', flightId }));
  });

  it('refuses a cabin that the aircraft does not have', () => {
    given(scheduledWith(20))
      .when(hold({ cabin: 'business' }))
      .thenRefused(malformed({ name: 'unknown-cabin', flightId, cabin: 'business' }));
  });

  it('refuses a cabin that has a fare, but that the aircraft does not have', () => {
    const { data } = scheduledWith(20);
    given({ type: 'FlightScheduled', data: { ...data, fares: schedule.fares } })
      .when(hold({ cabin: 'business' }))
      .thenRefused(malformed({ name: 'unknown-cabin', flightId, cabin: 'business' }));
  });

  it('refuses a cabin that has no fare', () => {
    const fares = [{ cabin: 'business', fare: economyFare } as const];
    given({ type: 'FlightScheduled', data: { ...schedule, fares } })
      .when(hold({}))
      .thenRefused(malformed({ name: 'unknown-cabin', flightId, cabin: 'economy' }));
  });

  it('is open until the departure and closed from then on', () => {
    given(scheduled)
      .when(hold({ now: '2026-12-05T10:14:59.999Z', seats: ['12A'] }))
      .then(held('K7QX2M', '12A'));
    given(scheduled)
      .when(hold({ now: departsAt }))
      .thenRefused({ name: 'flight-closed', flightId });
    given(scheduled)
      .when(hold({ now: '2026-12-06T00:00:00.000Z', seats: ['12A'] }))
      .thenRefused({ name: 'flight-closed', flightId });
  });
});

describe('the state of a flight', () => {
  it('keeps who holds which seat, and leaves the state before as it was', () => {
    const before = evolveFlight(initialFlight, scheduled);
    const after = evolveFlight(before, held('K7QX2M', '12A', '12B'));
    const holder = { recordLocator: 'K7QX2M', state: 'held' };
    expect(after).toMatchObject({
      status: 'scheduled',
      taken: new Map([
        ['12A', holder],
        ['12B', holder],
      ]),
    });
    const times = { departsAt, arrivesAt: schedule.arrivesAt };
    const untouched = { scheduled: times, fareRevisions: {}, taken: new Map(), lastSequence: 0 };
    expect(before).toEqual({ ...schedule, ...untouched, status: 'scheduled' });
  });

  it('refuses a log that is not in its order', () => {
    const after = evolveFlight(initialFlight, scheduled);
    expect(() => evolveFlight(after, scheduled)).toThrow(CorruptStream);
    expect(() => evolveFlight(initialFlight, held('K7QX2M', '12A'))).toThrow(CorruptStream);
  });
});
