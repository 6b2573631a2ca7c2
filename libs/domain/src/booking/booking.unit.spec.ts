import { describe, expect, it } from 'vitest';
import { CorruptStream } from '../corrupt-stream.js';
import type { ForStream } from '../streams.js';
import type { BookingEvent, BookingState } from './booking.js';
import { evolveBooking, initialBooking } from './booking.js';
import type { WorldEvent } from './sample-booking.spec.js';
import {
  back,
  checkingIn,
  declined,
  evolveWorld,
  initialWorld,
  isOnFlight,
  ours,
  out,
  placed,
  recordLocator,
  requested,
  statuses,
  tickets,
} from './sample-booking.spec.js';

type Status = BookingState['status'];

function stateAfter(events: WorldEvent[]): BookingState {
  return events.reduce(evolveWorld, initialWorld).bookings.get(recordLocator) ?? initialBooking;
}

function first(events: WorldEvent[]): BookingEvent {
  const booking = events.find((event): event is ForStream<BookingEvent> => !isOnFlight(event));
  if (booking === undefined) throw new Error('no event of the booking');
  return booking.event;
}

const pass = { passenger: 0, flightId: back, destination: 'EWR', seat: '20F', sequence: 1 };

/** Events and the statuses that they may follow; a payment that was requested may end in each. */
const allowed: [BookingEvent, Status[]][] = [
  [first(placed), ['none']],
  [ours({ type: 'BookingTicketed', data: { tickets } }).event, ['held']],
  [
    ours({
      type: 'SeatChanged',
      data: { flightId: out, passenger: 0, from: '12A', to: '14C' },
    }).event,
    ['held', 'ticketed'],
  ],
  [first(checkingIn), ['ticketed', 'checked-in']],
  [{ type: 'BoardingPassesIssued', data: { boardingPasses: [pass] } }, ['checked-in']],
  [
    ours({ type: 'BookingCancelled', data: { cause: 'traveller' } }).event,
    ['held', 'ticketed', 'checked-in'],
  ],
  [ours({ type: 'BookingExpired', data: {} }).event, ['held']],
  [
    ours({ type: 'BookingErased', data: {} }).event,
    ['ticketed', 'checked-in', 'cancelled', 'expired'],
  ],
  [requested('pay-9').event, ['held']],
];

describe.each(allowed.map(([event, after]) => ({ type: event.type, event, after })))(
  '$type in a log',
  ({ event, after }) => {
    it.each(Object.entries(statuses))(
      'has its place, or none, after the status %s',
      (status, past) => {
        const state = stateAfter(past);
        expect(state.status).toBe(status);
        if (after.some((one) => one === status)) {
          expect(evolveBooking(state, event)).not.toBe(state);
        } else {
          expect(() => evolveBooking(state, event)).toThrow(CorruptStream);
        }
      },
    );
  },
);

describe('the state of a booking', () => {
  it('is held once it is placed, with no payment', () => {
    const { data } = first(placed);
    expect(stateAfter(placed)).toEqual({ ...data, status: 'held', payments: [], seatChanges: 0 });
  });

  it('keeps its payments, and no tickets, when it ends', () => {
    const state = evolveBooking(stateAfter(statuses.ticketed), {
      type: 'BookingCancelled',
      data: { cause: 'traveller' },
    });
    expect(state).toMatchObject({ status: 'cancelled', payments: [{ status: 'captured' }] });
    expect(state).not.toHaveProperty('tickets');
  });

  it('is erased once, also when it ends after that', () => {
    const { event: erased } = ours({ type: 'BookingErased', data: {} });
    const { event: cancelled } = ours({ type: 'BookingCancelled', data: { cause: 'traveller' } });
    const state = evolveBooking(stateAfter(statuses.ticketed), erased);
    expect(() => evolveBooking(state, erased)).toThrow(CorruptStream);
    const ended = evolveBooking(state, cancelled);
    expect(ended).toMatchObject({ status: 'cancelled', erased: true });
    expect(() => evolveBooking(ended, erased)).toThrow(CorruptStream);
  });

  it('hears of payments in every status', () => {
    for (const past of [statuses.cancelled, statuses.expired]) {
      const events = [...placed, requested('pay-1'), ...past.slice(placed.length)];
      expect(evolveBooking(stateAfter(events), declined('pay-1').event)).toMatchObject({
        payments: [{ paymentId: 'pay-1', status: 'declined' }],
      });
    }
    expect(() => evolveBooking(initialBooking, declined('pay-1').event)).toThrow(CorruptStream);
  });
});
