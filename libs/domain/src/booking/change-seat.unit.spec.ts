import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import { departed, held, schedule } from '../flight/sample-flight.spec.js';
import { onFlight } from '../streams.js';
import type { BookingCommand } from './booking-decider.js';
import type { WorldEvent } from './sample-booking.spec.js';
import {
  evolveWorld,
  given,
  holdExpiresAt,
  initialWorld,
  ours,
  out,
  placed,
  recordLocator,
  statuses,
  ticketed,
} from './sample-booking.spec.js';

const now = '2026-12-01T12:05:00.000Z';

function change(
  passenger: number,
  seat: string,
  more: Partial<{ flightId: string; now: string }> = {},
): BookingCommand {
  return { type: 'ChangeSeat', data: { flightId: out, passenger, seat, now, ...more } };
}

function changed(passenger: number, from: string, to: string): WorldEvent[] {
  return [
    ours({ type: 'SeatChanged', data: { flightId: out, passenger, from, to } }),
    onFlight(out, {
      type: 'SeatMoved',
      data: { recordLocator, cabin: 'economy', from, to },
    }),
  ];
}

describe('changing a seat', () => {
  it.each([
    ['held', placed],
    ['ticketed', ticketed],
  ])("moves one passenger of a booking that is %s, on that flight's stream too", (_, past) => {
    given(...past)
      .when(change(1, '14C'))
      .then(...changed(1, '12B', '14C'));
  });

  it('keeps the seats in the order of the passengers', () => {
    const { bookings } = [...placed, ...changed(0, '12A', '14C')].reduce(evolveWorld, initialWorld);
    expect(bookings.get(recordLocator)).toMatchObject({
      segments: [{ seats: ['14C', '12B'] }, { seats: ['20F', '20E'] }],
    });
  });

  it('to the seat that the passenger has changes nothing', () => {
    given(...placed)
      .when(change(0, '12A'))
      .then();
    given(...placed, onFlight(out, departed))
      .when(change(0, '12A'))
      .then();
  });

  it('refuses a seat that is taken, by a companion too', () => {
    given(...placed, onFlight(out, held('AAAAAA', '14C')))
      .when(change(0, '14C'))
      .thenRefused({ name: 'seat-taken', flightId: out, seats: ['14C'] });
    given(...placed)
      .when(change(0, '12B'))
      .thenRefused({ name: 'seat-taken', flightId: out, seats: ['12B'] });
  });

  it.each(['99A', '1A'])('refuses %s, which the cabin does not have', (seat) => {
    given(...placed)
      .when(change(0, seat))
      .thenRefused({ name: 'unknown-seat', flightId: out, seat });
  });

  it.each([2, -1, 0.5])('refuses passenger %d, whom the booking does not have', (passenger) => {
    given(...placed)
      .when(change(passenger, '14C'))
      .thenRefused({ name: 'unknown-passenger', passenger });
  });

  it('refuses a flight that the booking does not have', () => {
    const flightId = 'UA1-EWR-2026-12-05';
    given(...placed)
      .when(change(0, '14C', { flightId }))
      .thenRefused({ name: 'not-in-booking', flightId });
  });

  it.each(['none', 'checked-in', 'cancelled'] as const)('is refused in the status %s', (status) => {
    given(...statuses[status])
      .when(change(0, '14C'))
      .thenRefused({ name: 'booking-state', status });
  });

  it('is refused once the hold has run out, swept or not; a ticket has none', () => {
    given(...placed)
      .when(change(0, '14C', { now: holdExpiresAt }))
      .thenRefused({ name: 'hold-expired', holdExpiresAt });
    given(...statuses.expired)
      .when(change(0, '14C'))
      .thenRefused({ name: 'hold-expired', holdExpiresAt });
    given(...ticketed)
      .when(change(0, '14C', { now: holdExpiresAt }))
      .then(...changed(0, '12A', '14C'));
  });

  it('is refused once the flight is closed', () => {
    given(...ticketed)
      .when(change(0, '14C', { now: schedule.departsAt }))
      .thenRefused({ name: 'flight-closed', flightId: out });
  });

  it('is refused after the fiftieth, except to the same seat', () => {
    const there = changed(0, '12A', '14C');
    const back = changed(0, '14C', '12A');
    const fifty = Array.from({ length: 25 }, () => [...there, ...back]).flat();
    given(...placed, ...fifty.slice(0, -back.length))
      .when(change(0, '12A'))
      .then(...back);
    given(...placed, ...fifty)
      .when(change(0, '14C'))
      .thenRefused({ name: 'too-many', what: 'seat changes', most: 50 });
    given(...placed, ...fifty)
      .when(change(0, '12A'))
      .then();
  });

  it('is no part of a log where the passenger had another seat', () => {
    const [wrong] = changed(0, '12B', '14C');
    if (wrong === undefined) throw new Error('no event');
    expect(() => [...placed, wrong].reduce(evolveWorld, initialWorld)).toThrow(CorruptStream);
  });
});
