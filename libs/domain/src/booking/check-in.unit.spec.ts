import { describe, it } from 'vitest';
import {
  cancelled as flightCancelled,
  delayed,
  departed,
  schedule,
} from '../flight/sample-flight.spec.js';
import { onFlight } from '../streams.js';
import type { BookingCommand } from './booking-decider.js';
import type { WorldEvent } from './sample-booking.spec.js';
import {
  back,
  checkedIn,
  checkingIn,
  given,
  numbered,
  out,
  recordLocator,
  releasedOn,
  statuses,
  ticketed,
} from './sample-booking.spec.js';

const opens = '2026-12-04T10:15:00.000Z';
const backOpens = '2026-12-08T10:15:00.000Z';
const backDeparts = '2026-12-09T10:15:00.000Z';

function checkIn(now: string): BookingCommand {
  return { type: 'CheckIn', data: { now } };
}

const checkingInBack: WorldEvent[] = [
  ...numbered(back, 'EWR', ['20F', '20E'], 1),
  onFlight(back, {
    type: 'SeatsCheckedIn',
    data: { recordLocator, seats: ['20F', '20E'], firstSequence: 1 },
  }),
];

describe('checking in', () => {
  it('numbers all passengers on the flight whose window is open', () => {
    given(...ticketed)
      .when(checkIn(opens))
      .then(...checkingIn);
  });

  it('numbers them after those who checked in before', () => {
    const [other] = checkingIn.slice(-1);
    if (other === undefined) throw new Error('no event');
    const past: WorldEvent[] = [...ticketed, other];
    given(...past)
      .when(checkIn(opens))
      .then(
        ...numbered(out, 'IAH', ['12A', '12B'], 3),
        onFlight(out, {
          type: 'SeatsCheckedIn',
          data: { recordLocator, seats: ['12A', '12B'], firstSequence: 3 },
        }),
      );
  });

  it('leaves a later flight to another check-in', () => {
    given(...checkedIn, onFlight(out, departed))
      .when(checkIn(backOpens))
      .then(...checkingInBack);
  });

  it('is still to be had for the way back when the way out was missed', () => {
    given(...ticketed, onFlight(out, departed))
      .when(checkIn(backOpens))
      .then(...checkingInBack);
  });

  it('a second time changes nothing', () => {
    given(...checkedIn)
      .when(checkIn(opens))
      .then();
    given(...checkedIn, ...checkingInBack)
      .when(checkIn(backDeparts))
      .then();
  });

  it('is refused before the first window opens', () => {
    given(...ticketed)
      .when(checkIn('2026-12-04T10:14:59.999Z'))
      .thenRefused({ name: 'booking-state', status: 'ticketed' });
    given(...ticketed, onFlight(out, departed))
      .when(checkIn(opens))
      .thenRefused({ name: 'booking-state', status: 'ticketed' });
  });

  it('moves with a delay', () => {
    given(...ticketed, onFlight(out, delayed(45)))
      .when(checkIn(opens))
      .thenRefused({ name: 'booking-state', status: 'ticketed' });
    given(...ticketed, onFlight(out, delayed(45)))
      .when(checkIn(schedule.departsAt))
      .then(...checkingIn);
  });

  it('is refused from the last departure on', () => {
    given(...ticketed)
      .when(checkIn(backDeparts))
      .thenRefused({ name: 'flight-closed', flightId: out });
    given(...checkedIn)
      .when(checkIn(backDeparts))
      .thenRefused({ name: 'flight-closed', flightId: back });
    given(...ticketed, onFlight(out, flightCancelled), onFlight(back, departed))
      .when(checkIn(opens))
      .thenRefused({ name: 'flight-closed', flightId: out });
  });

  it.each(['none', 'held', 'cancelled', 'expired'] as const)(
    'is refused in the status %s',
    (status) => {
      given(...statuses[status])
        .when(checkIn(opens))
        .thenRefused({ name: 'booking-state', status });
    },
  );

  it('is refused for seats that were lost', () => {
    given(...ticketed, releasedOn(out, 'cancelled', '12A'))
      .when(checkIn(opens))
      .thenRefused({ name: 'seats-not-held', flightId: out, seats: ['12A'] });
  });
});
