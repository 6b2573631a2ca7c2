import { describe, expect, it } from 'vitest';
import { AnotherLog, cloudEvent } from './cloud-event.js';
import { fareOf, fareSetOf, fareStreamId, sentEventOf } from './fare-row.js';

const row = {
  log: 'log-1',
  flightId: 'UA1545-EWR-2026-12-05',
  cabin: 'economy',
  amount: 21_000,
  currency: 'USD',
  revision: 1_764_244_800_123,
} as const;

describe('a row of a fare on a topic', () => {
  it('is an event of the fare, whose version is the revision', () => {
    const event = sentEventOf(row, 'log-1');
    expect(event).toEqual(fareSetOf(row));
    expect(event).toMatchObject({
      streamId: 'fare-UA1545-EWR-2026-12-05-economy',
      version: row.revision,
      metadata: { eventId: `fare-UA1545-EWR-2026-12-05-economy@${row.revision}` },
    });
  });

  it('has a stream that names its flight and cabin', () => {
    const { flightId, cabin } = row;
    expect(fareOf(fareStreamId(row))).toEqual({ flightId, cabin });
    expect(fareOf('flight-UA1545-EWR-2026-12-05')).toBeUndefined();
    expect(fareOf('fare-UA1545-EWR-2026-12-05-steerage')).toBeUndefined();
  });

  it('may have columns that this version does not know', () => {
    expect(sentEventOf({ ...row, season: 'winter' }, 'log-1')).toEqual(fareSetOf(row));
  });

  it('of another log is refused by its name', () => {
    expect(() => sentEventOf(row, 'log-2')).toThrow(AnotherLog);
  });

  it.each([
    ['an amount below nothing', { amount: -1 }],
    ['no revision', { revision: undefined }],
    ['a cabin that no aircraft has', { cabin: 'steerage' }],
  ])('is refused with %s', (_, fault) => {
    expect(() => sentEventOf({ ...row, ...fault }, 'log-1')).toThrow();
  });
});

it('a CloudEvent on a topic is the event that it was made of', () => {
  const event = {
    streamId: 'flight-UA1545-EWR-2026-12-05',
    version: 3,
    type: 'FlightDeparted',
    schemaVersion: 1,
    data: { occurredAt: '2026-12-05T13:45:00.000Z' },
    metadata: { eventId: 'e', correlationId: 'c', actor: 'operator', commandId: 'd' },
    recordedAt: '2026-12-05T13:45:01.000Z',
    hash: 'ab',
  };
  expect(sentEventOf(cloudEvent(event, 'log-1'), 'log-1')).toEqual(event);
});
