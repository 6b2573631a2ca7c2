import { CorruptStream, evolveFlight, type FlightEvent, initialFlight } from '#domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthened, type LoadedStream, versionOf } from '../loaded-stream.js';
import type { StreamEvent } from '../recorded-event.js';
import { flightOf, snapshotOf } from './folded-streams.js';
import { withSchemaVersion } from './written-event.js';

const seat = fc.constantFrom('1A', '1C', '1D', '1F');
const booking = fc.record({
  recordLocator: fc.constantFrom('K7QX2M', '4SZU7G'),
  cabin: fc.constant('economy' as const),
});
const times = {
  departsAt: '2026-12-05T10:15:00.000Z',
  arrivesAt: '2026-12-05T14:19:00.000Z',
  occurredAt: '2026-12-05T09:00:00.000Z',
};
const { departsAt, arrivesAt, occurredAt } = times;
const fare = { amount: 19_400, currency: 'USD' } as const;

const scheduled: FlightEvent = {
  type: 'FlightScheduled',
  data: {
    ...{ flightId: 'UA1545-EWR-2026-12-05', carrier: 'UA', number: 1545 },
    ...{ origin: 'EWR', destination: 'IAH', departsAt, arrivesAt, distance: 1400 },
    aircraft: { model: 'small', seats: 4 },
    fares: [{ cabin: 'economy', fare }],
  },
};

/** Seats come and go often, and seldom the flight itself. */
const anyEvent: fc.Arbitrary<FlightEvent> = fc.oneof(
  ...[1, 2].map(() =>
    fc.record({ booking, seat }).map(({ booking: of, seat: one }): FlightEvent => {
      return { type: 'SeatsHeld', data: { ...of, seats: [one], fare, expiresAt: departsAt } };
    }),
  ),
  fc.record({ booking, seat }).map(({ booking: of, seat: one }): FlightEvent => {
    return { type: 'SeatsSold', data: { ...of, seats: [one] } };
  }),
  fc.record({ booking, seat }).map(({ booking: of, seat: one }): FlightEvent => {
    return { type: 'SeatsReleased', data: { ...of, seats: [one], reason: 'cancelled' } };
  }),
  fc.record({ booking, from: seat, to: seat }).map(({ booking: of, from, to }): FlightEvent => {
    return { type: 'SeatMoved', data: { ...of, from, to } };
  }),
  fc.record({ booking, seat }).map(({ booking: { recordLocator }, seat: one }): FlightEvent => {
    return { type: 'SeatsCheckedIn', data: { recordLocator, seats: [one], firstSequence: 1 } };
  }),
  fc.nat(9).map((revision): FlightEvent => {
    return { type: 'FareChanged', data: { cabin: 'economy', fare, revision: revision + 1 } };
  }),
  fc.constantFrom<FlightEvent>(
    { type: 'FlightDelayed', data: { cause: 'weather', ...times } },
    { type: 'FlightDeparted', data: { occurredAt } },
    { type: 'FlightArrived', data: { occurredAt } },
    { type: 'FlightDiverted', data: { airport: 'AUS', occurredAt } },
    { type: 'FlightCancelled', data: { reason: 'snow', occurredAt } },
  ),
);

/** What may come in a flight's stream: each event that the state before it allows. */
const history = fc.array(anyEvent, { maxLength: 60 }).map((events) => {
  let state = evolveFlight(initialFlight, scheduled);
  const allowed = events.filter((event) => {
    try {
      state = evolveFlight(state, event);
      return true;
    } catch (error) {
      if (error instanceof CorruptStream) return false;
      throw error;
    }
  });
  return [scheduled, ...allowed].map((event, index): StreamEvent => ({
    ...withSchemaVersion(event),
    streamId: 'flight-UA1545-EWR-2026-12-05',
    version: index + 1,
    recordedAt: new Date(index).toISOString(),
  }));
});

/** As it comes back from where it was kept. */
function kept<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

describe('a snapshot of a flight', () => {
  it('and the events after it come to what all events come to, wherever the cut is', () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, anywhere) => {
        const cut = 1 + (anywhere % events.length);
        const snapshot = kept(snapshotOf({ events: events.slice(0, cut) }));
        expect(snapshot).toMatchObject({ version: cut, recordedAt: events[cut - 1]?.recordedAt });
        if (snapshot === undefined) return;
        const behind = { snapshot, events: events.slice(cut) };
        expect(flightOf(behind)).toEqual(flightOf({ events }));
        expect(snapshotOf(behind)).toEqual(snapshotOf({ events }));
      }),
    );
  });

  it('is not taken of a stream without events', () => {
    expect(snapshotOf({ events: [] })).toBeUndefined();
  });
});

describe('a stream that is lengthened in memory', () => {
  it('comes to what all events come to, wherever it has been folded on the way', () => {
    fc.assert(
      fc.property(history, fc.array(fc.boolean()), fc.nat(), (events, looks, anywhere) => {
        const cut = 1 + (anywhere % events.length);
        const snapshot = kept(snapshotOf({ events: events.slice(0, cut) }));
        let stream: LoadedStream = snapshot ? { snapshot, events: [] } : { events: [] };
        for (const [index, event] of events.slice(cut).entries()) {
          if (looks[index]) flightOf(stream);
          stream = lengthened(stream, event);
        }
        expect(flightOf(stream)).toEqual(flightOf({ events }));
        expect(versionOf(stream)).toBe(events.length);
      }),
    );
  });
});
