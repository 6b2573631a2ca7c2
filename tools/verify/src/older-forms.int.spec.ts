import { afterEach, beforeEach, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';

const metadata = { correlationId: 'test', actor: 'test' };
const at = '2026-12-05T10:15:00.000Z';
const times = { departsAt: at, arrivesAt: at, occurredAt: at };

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
});

afterEach(() => log.close());

async function append(
  streamId: string,
  expectedVersion: number,
  ...events: { type: string; schemaVersion: number; data: unknown }[]
): Promise<void> {
  const { outcome } = await log.eventStore.append([
    {
      commandId: `append to ${streamId}`,
      streams: [{ streamId, expectedVersion }],
      events: events.map((event) => ({ ...event, streamId, metadata })),
    },
  ]);
  expect(outcome).toBe('appended');
}

it('a log with events of older versions has no difference to its views', async () => {
  const [out, back] = log.flights;
  await append(
    back,
    3,
    { type: 'FlightDelayed', schemaVersion: 1, data: { ...times, minutes: 45 } },
    { type: 'FlightDelayed', schemaVersion: 2, data: times },
  );
  const pass = { passenger: 0, flightId: out.slice('flight-'.length), destination: 'IAH' };
  const sequences = [{ ...pass, seat: '1A', sequence: 1 }];
  await append(log.ticketed, 4, {
    ...{ type: 'PassengersCheckedIn', schemaVersion: 1 },
    data: { sequences },
  });
  await log.project();
  const { report } = await log.verify();
  expect(report).toMatchObject({ differences: 0, behind: 0 });
});

it('a version newer than the code is told before any view has come to it', async () => {
  const [, streamId] = log.flights;
  await append(
    streamId,
    3,
    { type: 'FlightDelayed', schemaVersion: 4, data: {} },
    { type: 'FlightDelayed', schemaVersion: 2, data: times },
  );
  await log.expectFound({
    ...{ kind: 'event-form', streamId, version: 4 },
    expected: 'a version that this code can read',
    found:
      'FlightDelayed of version 4 was written by newer code: this knows FlightDelayed up to version 3',
  });
});
