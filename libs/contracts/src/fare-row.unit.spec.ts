import { describe, expect, it } from 'vitest';
import { AnotherLog, cloudEvent } from './cloud-event.js';
import { fareOf, fareSetOf, fareStreamId, sentEventOf } from './fare-row.js';
import { faresTopic, topics } from './topics.js';

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
    const event = sentEventOf(row, faresTopic, 'log-1');
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
    expect(sentEventOf({ ...row, season: 'winter' }, faresTopic, 'log-1')).toEqual(fareSetOf(row));
  });

  it('of another log is refused by its name', () => {
    expect(() => sentEventOf(row, faresTopic, 'log-2')).toThrow(AnotherLog);
  });

  it.each([
    ['an amount below nothing', { amount: -1 }],
    ['no revision', { revision: undefined }],
    ['a cabin that no aircraft has', { cabin: 'steerage' }],
  ])('is refused with %s, by its name', (_, fault) => {
    const [name] = Object.keys(fault);
    const faults = { issues: [{ path: [name] }] };
    expect(thrownBy(() => sentEventOf({ ...row, ...fault }, faresTopic, 'log-1'))).toMatchObject(
      faults,
    );
  });
});

describe('a CloudEvent on a topic', () => {
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

  it('is the event that it was made of', () => {
    expect(sentEventOf(cloudEvent(event, 'log-1'), topics.flights, 'log-1')).toEqual(event);
  });

  it('is refused by the name of what is at fault in it, also where it could be a fare', () => {
    const message = { ...row, ...cloudEvent(event, 'log-1'), sequence: '0' };
    expect(thrownBy(() => sentEventOf(message, topics.flights, 'log-1'))).toMatchObject({
      issues: [{ path: ['sequence'] }],
    });
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
