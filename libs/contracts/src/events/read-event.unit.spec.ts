import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../recorded-event.js';
import { readFlightEvent, UnreadableEvent } from './read-event.js';
import { withSchemaVersion } from './written-event.js';

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

function recorded(type: string, schemaVersion: number, data: unknown): RecordedEvent {
  return {
    streamId: 'flight-UA1545-EWR-2026-12-05',
    version: 2,
    type,
    schemaVersion,
    data,
    metadata: { eventId: 'e', correlationId: 'c', actor: 'test', commandId: 'c' },
    recordedAt: '2026-12-01T00:00:00.000Z',
    hash: '',
  };
}

describe('an event of the log', () => {
  it('is read as it was written', () => {
    const { type, schemaVersion, data } = withSchemaVersion(held);
    expect(readFlightEvent(recorded(type, schemaVersion, data))).toMatchObject(held);
  });

  it.each([
    ['an unknown type', recorded('SeatsPainted', 1, held.data), /type/],
    ['a version newer than this code', recorded('SeatsHeld', 2, held.data), /schemaVersion/],
    [
      'a property that is missing',
      recorded('SeatsHeld', 1, { ...held.data, fare: undefined }),
      /fare/,
    ],
    ['a property that nobody knows', recorded('SeatsHeld', 1, { ...held.data, hat: 1 }), /hat/],
  ])('is refused by name: %s', (_, event, reason) => {
    expect(() => readFlightEvent(event)).toThrow(UnreadableEvent);
    expect(() => readFlightEvent(event)).toThrow(/flight-UA1545-EWR-2026-12-05@2/);
    expect(() => readFlightEvent(event)).toThrow(reason);
  });
});
