import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../decision.js';
import { cancelled as flightCancelled, departed, schedule } from '../flight/sample-flight.spec.js';
import { specificationOf } from '../specification.spec.js';
import { onFlight } from '../streams.js';
import { initialBooking } from './booking.js';
import { recordLocatorAlphabet } from './record-locator.js';
import {
  back,
  cancelledPaid,
  declined,
  evolveWorld,
  expired,
  holdExpiresAt,
  initialWorld,
  out,
  paid,
  placed,
  recordLocator,
  refundRequested,
  releasedOn,
  requested,
  scheduledFlights,
  statuses,
  ticketed,
  ticketing,
  type World,
  type WorldEvent,
} from './sample-booking.spec.js';
import { ticketBooking, type TicketBookingRefusal } from './ticket-booking.js';
import { ticketNumber } from './ticket-number.js';

/** Ticketing, at an instant. */
const { given } = specificationOf({
  initial: initialWorld,
  evolve: evolveWorld,
  decide: (now: string, world: World): Decision<WorldEvent, TicketBookingRefusal> =>
    ticketBooking(now, world.bookings.get(recordLocator) ?? initialBooking, world.flights),
});

const now = '2026-12-01T12:10:01.000Z';

describe('ticketing', () => {
  it('sells the seats of every flight, and gives each passenger a ticket for each', () => {
    given(...paid)
      .when(now)
      .then(...ticketing);
  });

  it('is good for money that came late, while the hold was not swept', () => {
    given(...paid)
      .when(holdExpiresAt)
      .then(...ticketing);
  });

  it('happens once', () => {
    given(...ticketed)
      .when(now)
      .then();
    given(...statuses['checked-in'])
      .when(now)
      .then();
    given(...ticketed, onFlight(out, departed))
      .when(now)
      .then();
  });

  it('needs money that was captured and not asked back', () => {
    given(...placed)
      .when(now)
      .thenRefused({ name: 'not-paid' });
    given(...placed, requested('pay-1'))
      .when(now)
      .thenRefused({ name: 'not-paid' });
    given(...placed, requested('pay-1'), declined('pay-1'))
      .when(now)
      .thenRefused({ name: 'not-paid' });
    given(...paid, refundRequested('pay-1'))
      .when(now)
      .thenRefused({ name: 'not-paid' });
  });

  it('is refused when the booking has ended, or never was', () => {
    given(...expired)
      .when(now)
      .thenRefused({ name: 'booking-state', status: 'expired' });
    given(...cancelledPaid)
      .when(now)
      .thenRefused({ name: 'booking-state', status: 'cancelled' });
    given(...scheduledFlights)
      .when(now)
      .thenRefused({ name: 'booking-state', status: 'none' });
  });

  it('sells nothing when one of the flights is closed', () => {
    given(...paid, onFlight(back, flightCancelled))
      .when(now)
      .thenRefused({ name: 'flight-closed', flightId: back });
    given(...paid)
      .when(schedule.departsAt)
      .thenRefused({ name: 'flight-closed', flightId: out });
  });

  it('sells nothing when seats were lost', () => {
    given(...paid, releasedOn(back, 'expired', '20F'))
      .when(now)
      .thenRefused({ name: 'seats-not-held', flightId: back, seats: ['20F'] });
  });
});

describe('a ticket number', () => {
  const locators = fc
    .array(fc.constantFrom(...recordLocatorAlphabet), { minLength: 6, maxLength: 6 })
    .map((letters) => letters.join(''));
  const coupons = fc.record({
    locator: fc.oneof(locators, fc.constantFrom('AAAAAA', 'AAAAAB', '999999', '999998')),
    segment: fc.integer({ min: 0, max: 3 }),
    passenger: fc.integer({ min: 0, max: 8 }),
  });

  it('is an accounting code and ten digits', () => {
    expect(ticketNumber('AAAAAA', 0, 0)).toBe('9960000000000');
    expect(ticketNumber('AAAAAB', 1, 8)).toBe('9970000000017');
    expect(ticketNumber('999999', 3, 8)).toBe('9999663676415');
  });

  it('belongs to one passenger of one booking on one flight', () => {
    fc.assert(
      fc.property(coupons, coupons, (a, b) => {
        const [first, second] = [a, b].map(({ locator, segment, passenger }) =>
          ticketNumber(locator, segment, passenger),
        );
        expect(first).toMatch(/^\d{13}$/);
        expect(first === second).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });
});
