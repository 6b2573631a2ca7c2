import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../recorded-event.js';
import { readBookingEvents, readFlightEvents } from './read-event.js';
import { UnknownForm, UnreadableEvent } from './unreadable-event.js';
import { withSchemaVersion } from './written-event.js';

const streamId = 'flight-UA1545-EWR-2026-12-05';
const held = {
  type: 'SeatsHeld' as const,
  data: {
    recordLocator: '4SZU7G',
    cabin: 'economy' as const,
    seats: ['12A'],
    fare: { amount: 19_400, currency: 'USD' as const },
    expiresAt: '2026-12-05T13:45:00.000Z',
  },
};

function logged(type: string, schemaVersion: number, data: unknown): LoggedEvent {
  return { streamId, version: 2, type, schemaVersion, data };
}

describe('an event of the log', () => {
  it('is read as it was written', () => {
    const { type, schemaVersion, data } = withSchemaVersion(held);
    expect(readFlightEvents(logged(type, schemaVersion, data))).toMatchObject([held]);
  });

  it('of an older version is read in the newest, through each version between', () => {
    const times = {
      departsAt: '2026-12-05T11:00:00.000Z',
      arrivesAt: '2026-12-05T15:04:00.000Z',
      occurredAt: '2026-12-05T09:00:00.000Z',
    };
    const newest = [{ type: 'FlightDelayed', data: { ...times, cause: 'unknown' } }];
    expect(readFlightEvents(logged('FlightDelayed', 1, { ...times, minutes: 45 }))).toMatchObject(
      newest,
    );
    expect(readFlightEvents(logged('FlightDelayed', 2, times))).toMatchObject(newest);
  });

  it('whose type was split is read as two, in order', () => {
    const sequences = [
      { passenger: 0, flightId: 'UA1-EWR-2026-12-05', destination: 'IAH', seat: '1A', sequence: 3 },
      { passenger: 0, flightId: 'UA2-IAH-2026-12-06', destination: 'EWR', seat: '9C', sequence: 1 },
      { passenger: 1, flightId: 'UA2-IAH-2026-12-06', destination: 'EWR', seat: '9D', sequence: 2 },
    ];
    expect(readBookingEvents(logged('PassengersCheckedIn', 1, { sequences }))).toMatchObject([
      {
        type: 'PassengersCheckedIn',
        data: { flightIds: ['UA1-EWR-2026-12-05', 'UA2-IAH-2026-12-06'] },
      },
      { type: 'BoardingPassesIssued', data: { boardingPasses: sequences } },
    ]);
  });

  it.each([
    ['an unknown type', logged('SeatsPainted', 1, held.data), /SeatsPainted .* no such type/],
    [
      'a version newer than this code',
      logged('FlightDelayed', 4, held.data),
      /FlightDelayed of version 4 was written by newer code: this knows FlightDelayed up to version 3/,
    ],
  ])('is refused by name: %s', (_, event, reason) => {
    expect(() => readFlightEvents(event)).toThrow(UnknownForm);
    expect(() => readFlightEvents(event)).toThrow(/^flight-UA1545-EWR-2026-12-05@2/);
    expect(() => readFlightEvents(event)).toThrow(reason);
  });

  it.each([
    ['misses a property', 'SeatsHeld', 1, { ...held.data, fare: undefined }, /fare/],
    ['has a property that nobody knows', 'SeatsHeld', 1, { ...held.data, hat: 1 }, /hat/],
    ['has a newer form under an older version', 'FlightDelayed', 1, { cause: 'x' }, /cause/],
  ])('is refused by name when it %s', (_, type, schemaVersion, data, reason) => {
    const read = () => readFlightEvents(logged(type, schemaVersion, data));
    expect(read).toThrow(UnreadableEvent);
    expect(read).not.toThrow(UnknownForm);
    expect(read).toThrow(/^flight-UA1545-EWR-2026-12-05@2/);
    expect(read).toThrow(reason);
  });
});
