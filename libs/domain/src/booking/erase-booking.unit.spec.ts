import { describe, it } from 'vitest';
import {
  arrived,
  cancelled as flightCancelled,
  delayed,
  departed,
  diverted,
  schedule,
} from '../flight/sample-flight.spec.js';
import { plusSeconds } from '../instant.js';
import { onFlight } from '../streams.js';
import type { BookingCommand } from './booking-decider.js';
import type { WorldEvent } from './sample-booking.spec.js';
import {
  back,
  cancelledPaid,
  cancelledUnpaid,
  checkedIn,
  expired,
  given,
  ours,
  out,
  paid,
  placed,
  refundRequested,
  releases,
  ticketed,
  total,
} from './sample-booking.spec.js';

const early = '2026-12-01T12:05:00.000Z';
/** When the second flight arrives, as scheduled. */
const home = plusSeconds(schedule.arrivesAt, 4 * 86_400);

function erase(now = early): BookingCommand {
  return { type: 'EraseBooking', data: { now } };
}

const erased = ours({ type: 'BookingErased', data: {} });
const landed: WorldEvent[] = [out, back].flatMap((flightId) => [
  onFlight(flightId, departed),
  onFlight(flightId, arrived),
]);

describe('erasing a booking', () => {
  it.each([
    ['cancelled', cancelledUnpaid],
    ['cancelled, its money on the way back', cancelledPaid],
    ['expired', expired],
    ['flown', [...ticketed, ...landed]],
    ['flown after a check-in', [...checkedIn, ...landed]],
  ])('forgets the persons of one that is %s', (_, past) => {
    given(...past)
      .when(erase())
      .then(erased);
  });

  it('happens once', () => {
    given(...cancelledUnpaid, erased)
      .when(erase())
      .then();
  });

  it('is refused for a booking that was never placed', () => {
    given().when(erase()).thenRefused({ name: 'booking-state', status: 'none' });
  });

  it('is refused while a hold lasts or is swept, paid or not', () => {
    for (const past of [placed, paid]) {
      given(...past)
        .when(erase(home))
        .thenRefused({ name: 'booking-state', status: 'held' });
    }
  });
});

describe('a booking is flown', () => {
  const refused = { name: 'booking-state', status: 'ticketed' } as const;
  const outLanded = [onFlight(out, departed), onFlight(out, arrived)];

  it('when the last flight has landed, not the first', () => {
    given(...ticketed, ...outLanded)
      .when(erase())
      .thenRefused(refused);
  });

  it('not while a flight is in the air', () => {
    given(...ticketed, ...outLanded, onFlight(back, departed))
      .when(erase())
      .thenRefused(refused);
  });

  it('when it has landed elsewhere', () => {
    given(...ticketed, ...outLanded, onFlight(back, departed), onFlight(back, diverted))
      .when(erase())
      .then(erased);
  });

  it('when the arrival has come that nobody reports, of a flight that departed or did not', () => {
    for (const reported of [[], [onFlight(back, departed)]]) {
      given(...ticketed, ...reported)
        .when(erase(plusSeconds(home, -1)))
        .thenRefused(refused);
      given(...ticketed, ...reported)
        .when(erase(home))
        .then(erased);
    }
  });

  it('later by a delay', () => {
    given(...ticketed, onFlight(out, delayed(5 * 24 * 60)))
      .when(erase(home))
      .thenRefused(refused);
  });

  it('never by a flight that was cancelled: that cancels the booking', () => {
    given(...ticketed, ...outLanded, onFlight(back, flightCancelled))
      .when(erase(home))
      .thenRefused(refused);
  });
});

describe('a booking that is erased', () => {
  const past = [...ticketed, erased, onFlight(back, flightCancelled)];

  it('is still cancelled with a flight, and then erased already', () => {
    const data = {
      cause: 'flight-cancelled',
      flightId: back,
      reason: 'snow',
      refund: total,
    } as const;
    const ended: WorldEvent[] = [
      ours({ type: 'BookingCancelled', data }),
      refundRequested('pay-1'),
      ...releases('flight-cancelled'),
    ];
    given(...past)
      .when({ type: 'CancelForFlight', data: { flightId: back, reason: 'snow' } })
      .then(...ended);
    given(...past, ...ended)
      .when(erase())
      .then();
  });

  it('is not checked in, though a late delay opens that again', () => {
    given(...ticketed, erased, onFlight(out, delayed(60)))
      .when({ type: 'CheckIn', data: { now: schedule.departsAt } })
      .thenRefused({ name: 'erased' });
  });
});
