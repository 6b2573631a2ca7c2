import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { specificationOf } from '../specification.spec.js';
import type { FlightCommand } from './flight-decider.js';
import { decideFlight } from './flight-decider.js';
import type { FlightEvent } from './flight.js';
import { evolveFlight, initialFlight } from './flight.js';
import {
  arrived,
  cancelled,
  checkedIn,
  delayed,
  departed,
  diverted,
  held,
  hold,
  moved,
  occurredAt,
  released,
  schedule,
  scheduled,
  sold,
} from './sample-flight.spec.js';

const { given } = specificationOf({
  initial: initialFlight,
  evolve: evolveFlight,
  decide: decideFlight,
});
const { flightId } = schedule;

/** How a flight comes into each status. */
const statuses = {
  unscheduled: [],
  scheduled: [scheduled],
  delayed: [scheduled, delayed(30)],
  departed: [scheduled, departed],
  arrived: [scheduled, departed, arrived],
  diverted: [scheduled, departed, diverted],
  cancelled: [scheduled, cancelled],
} satisfies Record<string, FlightEvent[]>;

type Status = keyof typeof statuses;

function isStatus(name: string): name is Status {
  return name in statuses;
}

const everyStatus = Object.keys(statuses).filter(isStatus);

const delay = (minutes: number): FlightCommand => {
  return { type: 'DelayFlight', data: { flightId, minutes, cause: 'weather', occurredAt } };
};
const departure: FlightCommand = { type: 'DepartFlight', data: { flightId, occurredAt } };
const arrival: FlightCommand = { type: 'ArriveFlight', data: { flightId, occurredAt } };
const diversion: FlightCommand = {
  type: 'DivertFlight',
  data: { flightId, airport: 'AUS', occurredAt },
};
const cancellation: FlightCommand = {
  type: 'CancelFlight',
  data: { flightId, reason: 'snow', occurredAt },
};

const transitions: [string, FlightCommand, FlightEvent, Status[]][] = [
  ['a delay', delay(45), delayed(45), ['scheduled', 'delayed']],
  ['a departure', departure, departed, ['scheduled', 'delayed']],
  ['an arrival', arrival, arrived, ['departed']],
  ['a diversion', diversion, diverted, ['departed']],
  ['a cancellation', cancellation, cancelled, ['scheduled', 'delayed']],
];

describe.each(transitions)('%s', (_, command, event, from) => {
  for (const status of everyStatus) {
    if (from.includes(status)) {
      it(`follows the status ${status}`, () => {
        given(...statuses[status])
          .when(command)
          .then(event);
      });
    } else {
      const isSo = command === cancellation && status === 'cancelled';
      const ends = isSo ? 'changes nothing' : 'is refused';
      it(`${ends} in the status ${status}, and no log holds it there`, () => {
        const told = given(...statuses[status]).when(command);
        if (isSo) told.then();
        else told.thenRefused({ name: 'flight-state', flightId, status });
        const state = statuses[status].reduce(evolveFlight, initialFlight);
        expect(() => evolveFlight(state, event)).toThrow(CorruptStream);
      });
    }
  }
});

describe('an end of a flight', () => {
  const early = '2026-12-05T00:00:00.000Z';
  const tooEarly: FlightCommand[] = [
    { type: 'ArriveFlight', data: { flightId, occurredAt: early } },
    { type: 'DivertFlight', data: { flightId, airport: 'AUS', occurredAt: early } },
  ];

  it.each(tooEarly)('is refused before its departure: $type', (command) => {
    given(scheduled, departed)
      .when(command)
      .thenRefused({ name: 'before-departure', departedAt: occurredAt });
  });

  it('that was diverted is not where it was to go', () => {
    given(scheduled, departed)
      .when({ type: 'DivertFlight', data: { flightId, airport: schedule.destination, occurredAt } })
      .thenRefused({ name: 'own-destination', airport: schedule.destination });
  });
});

describe('a delay', () => {
  it('counts from the schedule, not from the delay before', () => {
    given(scheduled, delayed(120)).when(delay(45)).then(delayed(45));
  });

  it('of the same minutes changes nothing', () => {
    given(scheduled, delayed(45)).when(delay(45)).then();
  });

  it('of the same minutes for another cause is told', () => {
    given(scheduled, delayed(45, 'unknown')).when(delay(45)).then(delayed(45, 'weather'));
  });

  it('moves departure and arrival, and keeps those of the schedule', () => {
    const { departsAt, arrivesAt } = schedule;
    expect([scheduled, delayed(45)].reduce(evolveFlight, initialFlight)).toMatchObject({
      status: 'delayed',
      departsAt: '2026-12-05T11:00:00.000Z',
      arrivesAt: '2026-12-05T15:04:00.000Z',
      scheduled: { departsAt, arrivesAt },
    });
  });

  it.each([0, -5, 1.5, NaN, 10_081])('is not of %d minutes', (minutes) => {
    given(scheduled).when(delay(minutes)).thenRefused({ name: 'delay-minutes', minutes });
  });

  it('may be a week', () => {
    given(scheduled).when(delay(10_080)).then(delayed(10_080));
  });
});

describe('the sale', () => {
  const justBefore = '2026-12-05T10:14:59.999Z';
  const closed = { name: 'flight-closed', flightId } as const;

  it('stays open through a delay, until the delayed departure', () => {
    const later = '2026-12-05T10:59:59.999Z';
    given(scheduled, delayed(45))
      .when(hold({ now: later, seats: ['12A'] }))
      .then(held('K7QX2M', '12A'));
    given(scheduled, delayed(45))
      .when(hold({ now: '2026-12-05T11:00:00.000Z', seats: ['12A'] }))
      .thenRefused(closed);
  });

  it.each(['departed', 'arrived', 'diverted', 'cancelled'] as const)(
    'is closed once the flight is %s, however early',
    (status) => {
      given(...statuses[status])
        .when(hold({ now: justBefore, seats: ['12A'] }))
        .thenRefused(closed);
    },
  );
});

describe('seats in a log', () => {
  const seatEvents: FlightEvent[] = [
    held('BBBBBB', '14A'),
    sold('AAAAAA', '12A'),
    moved('AAAAAA', '12A', '14A'),
    checkedIn(1, 'AAAAAA', '12A'),
  ];

  it.each(['departed', 'arrived', 'diverted', 'cancelled'] as const)(
    'are only released once the flight is %s',
    (status) => {
      const past = [scheduled, held('AAAAAA', '12A'), ...statuses[status].slice(1)];
      const state = past.reduce(evolveFlight, initialFlight);
      for (const event of seatEvents) {
        expect(() => evolveFlight(state, event)).toThrow(CorruptStream);
      }
      const after = evolveFlight(state, released('flight-cancelled', 'AAAAAA', '12A'));
      expect(after).toMatchObject({ status, taken: new Map() });
    },
  );

  it('belong to a flight that was scheduled', () => {
    for (const event of [...seatEvents, released('expired', 'AAAAAA', '12A')]) {
      expect(() => evolveFlight(initialFlight, event)).toThrow(CorruptStream);
    }
  });
});
