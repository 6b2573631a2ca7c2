import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { specificationOf } from '../specification.spec.js';
import type { CheckInSeats } from './check-in-seats.js';
import { decideFlight } from './flight-decider.js';
import type { FlightEvent, FlightState } from './flight.js';
import { evolveFlight, initialFlight } from './flight.js';
import type { MoveSeat } from './move-seat.js';
import type { ReleaseSeats } from './release-seats.js';
import {
  arrived,
  cancelled,
  checkedIn,
  delayed,
  departed,
  held,
  moved,
  released,
  schedule,
  scheduled,
  sold,
} from './sample-flight.spec.js';
import { bookingsOnFlight } from './seats-of-booking.js';
import type { SellSeats } from './sell-seats.js';

const { given } = specificationOf({
  initial: initialFlight,
  evolve: evolveFlight,
  decide: decideFlight,
});
const { flightId, departsAt } = schedule;
const recordLocator = 'K7QX2M';
const now = '2026-12-05T08:00:00.000Z';
const of = { flightId, recordLocator, cabin: 'economy', now } as const;
const ours = held(recordLocator, '12A', '12B');
const theirs = held('AAAAAA', '14A');
const closed = { name: 'flight-closed', flightId } as const;
const unknown = { name: 'unknown-flight', flightId } as const;

function notHeld(...seats: string[]) {
  return { name: 'seats-not-held', flightId, seats } as const;
}

describe('selling seats', () => {
  const sell = (seats: string[], more: Partial<SellSeats['data']> = {}): SellSeats => {
    return { type: 'SellSeats', data: { ...of, seats, ...more } };
  };

  it('sells those that the booking holds', () => {
    given(scheduled, ours, theirs)
      .when(sell(['12B', '12A']))
      .then(sold(recordLocator, '12B', '12A'));
  });

  it('sells on a delayed flight, until its delayed departure', () => {
    given(scheduled, delayed(45), ours)
      .when(sell(['12A'], { now: departsAt }))
      .then(sold(recordLocator, '12A'));
  });

  it('sells nothing twice', () => {
    given(scheduled, ours, sold(recordLocator, '12A', '12B'))
      .when(sell(['12A', '12B']))
      .then();
    given(scheduled, ours, sold(recordLocator, '12A'))
      .when(sell(['12A', '12B']))
      .then(sold(recordLocator, '12B'));
    given(scheduled, ours, sold(recordLocator, '12A', '12B'), departed)
      .when(sell(['12A', '12B']))
      .then();
  });

  it('refuses seats that another booking holds, that are free, or of another cabin', () => {
    given(scheduled, ours, theirs)
      .when(sell(['12A', '14A', '15A']))
      .thenRefused(notHeld('14A', '15A'));
    given(scheduled, ours)
      .when(sell(['12A'], { cabin: 'business' }))
      .thenRefused(notHeld('12A'));
  });

  it('refuses a flight that is closed or unknown', () => {
    given(scheduled, ours)
      .when(sell(['12A'], { now: departsAt }))
      .thenRefused(closed);
    for (const end of [departed, cancelled]) {
      given(scheduled, ours, end)
        .when(sell(['12A']))
        .thenRefused(closed);
    }
    given()
      .when(sell(['12A']))
      .thenRefused(unknown);
  });
});

describe('releasing seats', () => {
  const release = (reason: ReleaseSeats['data']['reason']): ReleaseSeats => {
    return { type: 'ReleaseSeats', data: { flightId, recordLocator, reason } };
  };

  it('frees all that the booking holds or bought, and only these', () => {
    given(scheduled, ours, theirs, sold(recordLocator, '12A'))
      .when(release('cancelled'))
      .then(released('cancelled', recordLocator, '12A', '12B'));
  });

  it('frees the seat that the booking moved to', () => {
    given(scheduled, held(recordLocator, '12A'), moved(recordLocator, '12A', '20F'))
      .when(release('expired'))
      .then(released('expired', recordLocator, '20F'));
  });

  it('frees the seats of each cabin by itself', () => {
    const inFront: FlightEvent = {
      ...ours,
      data: { ...ours.data, cabin: 'business', seats: ['1A'] },
    };
    const front = { recordLocator, cabin: 'business', seats: ['1A'], reason: 'cancelled' } as const;
    given(scheduled, ours, inFront)
      .when(release('cancelled'))
      .then(
        { type: 'SeatsReleased', data: { ...front, seats: ['1A'] } },
        released('cancelled', recordLocator, '12A', '12B'),
      );
  });

  it.each([
    ['cancelled', [cancelled]],
    ['departed', [departed]],
    ['arrived', [departed, arrived]],
  ])('works on a flight that is %s', (_, end) => {
    given(scheduled, ours, ...end)
      .when(release('flight-cancelled'))
      .then(released('flight-cancelled', recordLocator, '12A', '12B'));
  });

  it('does nothing where the booking has no seat', () => {
    given(scheduled, theirs).when(release('expired')).then();
    given(scheduled, ours, released('expired', recordLocator, '12A', '12B'))
      .when(release('expired'))
      .then();
  });

  it('refuses a flight that is unknown', () => {
    given().when(release('expired')).thenRefused(unknown);
  });

  it('makes the seats free for others', () => {
    given(scheduled, ours, released('expired', recordLocator, '12A', '12B'))
      .when({
        type: 'HoldSeats',
        data: { ...theirs.data, flightId, now, party: 1, seats: ['12A'] },
      })
      .then(held('AAAAAA', '12A'));
  });
});

describe('moving a seat', () => {
  const move = (from: string, to: string, more: Partial<MoveSeat['data']> = {}): MoveSeat => {
    return { type: 'MoveSeat', data: { ...of, from, to, ...more } };
  };

  it('keeps it held, or sold', () => {
    given(scheduled, ours)
      .when(move('12A', '20F'))
      .then(moved(recordLocator, '12A', '20F'));
    const past = [scheduled, ours, sold(recordLocator, '12A'), moved(recordLocator, '12A', '20F')];
    expect(past.reduce<FlightState>(evolveFlight, initialFlight)).toMatchObject({
      taken: new Map([
        ['12B', { recordLocator, state: 'held' }],
        ['20F', { recordLocator, state: 'sold' }],
      ]),
    });
  });

  it('to where it is changes nothing, even on a closed flight', () => {
    given(scheduled, ours).when(move('12A', '12A')).then();
    given(scheduled, ours, departed).when(move('12A', '12A')).then();
  });

  it("refuses a seat that is not the booking's own", () => {
    given(scheduled, ours, theirs).when(move('14A', '20F')).thenRefused(notHeld('14A'));
    given(scheduled, ours).when(move('15A', '20F')).thenRefused(notHeld('15A'));
  });

  it('refuses a seat that is taken, by a companion too', () => {
    given(scheduled, ours, theirs)
      .when(move('12A', '14A'))
      .thenRefused({ name: 'seat-taken', flightId, seats: ['14A'] });
    given(scheduled, ours)
      .when(move('12A', '12B'))
      .thenRefused({ name: 'seat-taken', flightId, seats: ['12B'] });
  });

  it.each(['99A', '1A'])('refuses %s, which the cabin does not have', (seat) => {
    given(scheduled, ours)
      .when(move('12A', seat))
      .thenRefused({ name: 'unknown-seat', flightId, seat });
  });

  it('refuses a flight that is closed or unknown', () => {
    given(scheduled, ours)
      .when(move('12A', '20F', { now: departsAt }))
      .thenRefused(closed);
    given().when(move('12A', '20F')).thenRefused(unknown);
  });
});

describe('checking seats in', () => {
  const checkIn = (seats: string[], more: Partial<CheckInSeats['data']> = {}): CheckInSeats => {
    return { type: 'CheckInSeats', data: { ...of, seats, ...more } };
  };
  const bought = [scheduled, ours, sold(recordLocator, '12A', '12B')];
  const opensAt = '2026-12-04T10:15:00.000Z';

  it('numbers the passengers from 1 on, through all bookings', () => {
    given(...bought)
      .when(checkIn(['12A', '12B']))
      .then(checkedIn(1, recordLocator, '12A', '12B'));
    given(...bought, theirs, sold('AAAAAA', '14A'), checkedIn(1, 'AAAAAA', '14A'))
      .when(checkIn(['12A', '12B']))
      .then(checkedIn(2, recordLocator, '12A', '12B'));
  });

  it('gives no number twice, though its booking is cancelled', () => {
    const gone = [
      theirs,
      sold('AAAAAA', '14A'),
      checkedIn(1, 'AAAAAA', '14A'),
      released('cancelled', 'AAAAAA', '14A'),
    ];
    given(...bought, ...gone)
      .when(checkIn(['12A', '12B']))
      .then(checkedIn(2, recordLocator, '12A', '12B'));
  });

  it('opens 24 hours before departure, and moves with a delay', () => {
    given(...bought)
      .when(checkIn(['12A'], { now: opensAt }))
      .then(checkedIn(1, recordLocator, '12A'));
    given(...bought)
      .when(checkIn(['12A'], { now: '2026-12-04T10:14:59.999Z' }))
      .thenRefused({ name: 'check-in-not-open', flightId, opensAt });
    given(...bought, delayed(45))
      .when(checkIn(['12A'], { now: opensAt }))
      .thenRefused({ name: 'check-in-not-open', flightId, opensAt: '2026-12-04T11:00:00.000Z' });
  });

  it('closes at the departure', () => {
    given(...bought)
      .when(checkIn(['12A'], { now: departsAt }))
      .thenRefused(closed);
    given(...bought, departed)
      .when(checkIn(['12A']))
      .thenRefused(closed);
    given(...bought, cancelled)
      .when(checkIn(['12A']))
      .thenRefused(closed);
  });

  it('refuses seats that are held only, free, or of another booking', () => {
    given(scheduled, ours, theirs, sold('AAAAAA', '14A'), sold(recordLocator, '12B'))
      .when(checkIn(['12A', '12B', '14A', '15A']))
      .thenRefused(notHeld('12A', '14A', '15A'));
  });

  it('refuses a flight that is unknown', () => {
    given()
      .when(checkIn(['12A']))
      .thenRefused(unknown);
  });
});

describe('the bookings on a flight', () => {
  it('are all that hold or bought seats, each with its seats', () => {
    const past = [
      scheduled,
      ours,
      theirs,
      sold('AAAAAA', '14A'),
      held('BBBBBB', '16C'),
      released('expired', 'BBBBBB', '16C'),
      cancelled,
    ];
    const state = past.reduce<FlightState>(evolveFlight, initialFlight);
    expect(bookingsOnFlight(state)).toEqual([
      { recordLocator, seats: ['12A', '12B'] },
      { recordLocator: 'AAAAAA', seats: ['14A'] },
    ]);
  });

  it('are none before it is scheduled', () => {
    expect(bookingsOnFlight(initialFlight)).toEqual([]);
  });
});

it.each<[string, FlightEvent]>([
  ['hold a seat that is taken', held('BBBBBB', '12A')],
  ['sell a seat of another booking', sold('BBBBBB', '12A')],
  ['sell a free seat', sold(recordLocator, '20F')],
  ['release a seat of another booking', released('expired', 'BBBBBB', '12A')],
  ['move a seat of another booking', moved('BBBBBB', '12A', '20F')],
  ['move to a seat that is taken', moved(recordLocator, '12A', '14A')],
])('no log may %s', (_, event) => {
  const state = [scheduled, ours, theirs].reduce<FlightState>(evolveFlight, initialFlight);
  expect(() => evolveFlight(state, event)).toThrow(CorruptStream);
});
