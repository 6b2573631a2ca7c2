import { type RecordedEvent, withSchemaVersion } from '#contracts';
import type { BookingEvent, FlightEvent, FlightSchedule } from '#domain';
import { faresFor, seatMapOf } from '#domain';
import type { View } from './view.js';

/** Four seats: 1A, 1C, 1D and 1F, all economy. */
export const schedule: FlightSchedule = {
  flightId: 'UA1545-EWR-2026-12-05',
  carrier: 'UA',
  number: 1545,
  origin: 'EWR',
  destination: 'IAH',
  departsAt: '2026-12-05T10:15:00.000Z',
  arrivesAt: '2026-12-05T14:19:00.000Z',
  aircraft: { model: 'small', seats: 4 },
  distance: 1400,
  fares: faresFor(1400, seatMapOf(4)),
};

export const scheduled: FlightEvent = { type: 'FlightScheduled', data: schedule };

const booking = { recordLocator: 'K7QX2M', cabin: 'economy' } as const;
const occurredAt = '2026-12-05T09:00:00.000Z';
const fare = { amount: 19400, currency: 'USD' } as const;

export function held(...seats: string[]): FlightEvent {
  const expiresAt = '2026-12-01T12:15:00.000Z';
  return { type: 'SeatsHeld', data: { ...booking, seats, fare, expiresAt } };
}

export function sold(...seats: string[]): FlightEvent {
  return { type: 'SeatsSold', data: { ...booking, seats } };
}

export function released(...seats: string[]): FlightEvent {
  return { type: 'SeatsReleased', data: { ...booking, seats, reason: 'cancelled' } };
}

export function moved(from: string, to: string): FlightEvent {
  return { type: 'SeatMoved', data: { ...booking, from, to } };
}

export const checkedIn: FlightEvent = {
  type: 'SeatsCheckedIn',
  data: { recordLocator: 'K7QX2M', seats: ['1A'], firstSequence: 1 },
};

export const delayed: FlightEvent = {
  type: 'FlightDelayed',
  data: {
    departsAt: '2026-12-05T11:00:00.000Z',
    arrivesAt: '2026-12-05T15:04:00.000Z',
    cause: 'weather',
    occurredAt,
  },
};

export const departed: FlightEvent = { type: 'FlightDeparted', data: { occurredAt } };
export const arrived: FlightEvent = { type: 'FlightArrived', data: { occurredAt } };
export const diverted: FlightEvent = {
  type: 'FlightDiverted',
  data: { airport: 'AUS', occurredAt },
};
export const cancelled: FlightEvent = {
  type: 'FlightCancelled',
  data: { reason: 'snow', occurredAt },
};

/** The view's state after the events of one stream. */
export function folded<State>(
  view: View<State>,
  ...events: (FlightEvent | BookingEvent)[]
): State | null {
  return events.reduce<State | null>(
    (state, event, index) => view.evolve(state, recorded(event, index + 1)),
    null,
  );
}

function recorded(event: FlightEvent | BookingEvent, version: number): RecordedEvent {
  return {
    ...withSchemaVersion(event),
    streamId: 'flight-UA1545-EWR-2026-12-05',
    version,
    metadata: { eventId: `${version}`, correlationId: 'c', actor: 'test', commandId: 'c' },
    recordedAt: '2026-12-01T12:00:00.000Z',
    hash: '',
  };
}
