import type { RecordedEvent } from '#contracts';
import { refusalsStreamId } from '#domain';
import { EventStore } from '#event-store';
import { Metrics } from '#platform';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../../../test/setup/database.js';
import { flightsAMinute } from './refusal-counts.js';
import { Refusals } from './refusals.js';

let database: TestDatabase;
let eventStore: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await eventStore.close();
  await database.drop();
});

/** A process that counts, with the log's clock standing at an instant. */
function processAt(clock: string, log: Pick<EventStore, 'append'> = eventStore) {
  const metrics = new Metrics();
  const refusals = new Refusals(
    { append: (commands) => log.append(commands), clock: () => Promise.resolve(clock) },
    metrics,
  );
  return { refusals, metrics };
}

function refuse(refusals: Refusals, flightId: string, now: string): void {
  const segments = [{ flightId, cabin: 'economy' as const }];
  refusals.note({ name: 'sold-out', flightId, cabin: 'economy', segment: 0 }, segments, now);
}

async function written(flightId: string): Promise<RecordedEvent[]> {
  const page = { from: 1, limit: 100 };
  return (await eventStore.readStream(refusalsStreamId(flightId), page)).events;
}

const minute = '2026-12-01T12:00:00.000Z';
const inMinute = '2026-12-01T12:00:30.000Z';
const afterIt = '2026-12-01T12:01:02.001Z';

function counted(count: number) {
  return { minute, counts: [{ cabin: 'economy', reason: 'sold-out', count }] };
}

it('a minute of a flight is one event, however many requests were refused, and not before it is over', async () => {
  const flightId = 'ZZ1-EWR-2026-12-05';
  const early = processAt('2026-12-01T12:00:59.999Z').refusals;
  for (let times = 0; times < 1_000; times += 1) refuse(early, flightId, inMinute);
  await early.writeWhatIsOver();
  expect(await written(flightId)).toEqual([]);
  await early.onApplicationShutdown();

  const { refusals } = processAt(afterIt);
  for (let times = 0; times < 500; times += 1) refuse(refusals, flightId, inMinute);
  await refusals.writeWhatIsOver();
  await refusals.writeWhatIsOver();
  await refusals.onApplicationShutdown();
  const events = await written(flightId);
  expect(events).toMatchObject([
    {
      type: 'RequestsRefused',
      schemaVersion: 1,
      version: 1,
      data: { flightId, ...counted(1_000) },
    },
    { type: 'RequestsRefused', schemaVersion: 1, version: 2, data: { flightId, ...counted(500) } },
  ]);
});

it('processes that write the same minute at once do not lose one', async () => {
  const flightId = 'ZZ2-EWR-2026-12-05';
  const processes = Array.from({ length: 8 }, () => processAt(afterIt).refusals);
  for (const each of processes) refuse(each, flightId, inMinute);
  await Promise.all(processes.map((each) => each.writeWhatIsOver()));
  const events = await written(flightId);
  expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const { data } of events) expect(data).toEqual({ flightId, ...counted(1) });
  await Promise.all(processes.map((each) => each.onApplicationShutdown()));
});

it('what was written, and whose answer was lost, is there once', async () => {
  const flightId = 'ZZ3-EWR-2026-12-05';
  let answers = false;
  const { refusals } = processAt(afterIt, {
    async append(commands) {
      const result = await eventStore.append(commands);
      if (answers) return result;
      answers = true;
      throw new Error('Connection terminated');
    },
  });
  refuse(refusals, flightId, inMinute);
  await expect(refusals.writeWhatIsOver()).rejects.toThrow('Connection terminated');
  await refusals.writeWhatIsOver();
  expect(await written(flightId)).toMatchObject([{ data: { flightId, ...counted(1) } }]);
  await refusals.onApplicationShutdown();
});

it('whoever asks for more flights does not have the log grow, and is told by a metric', async () => {
  const { refusals, metrics } = processAt(afterIt);
  const before = await eventStore.distance({ transactionId: '0', position: '0' });
  for (let number = 1; number <= 10 * flightsAMinute; number += 1) {
    refuse(refusals, `ZY${number}-EWR-2026-12-05`, inMinute);
  }
  await refusals.onApplicationShutdown();
  const after = await eventStore.distance({ transactionId: '0', position: '0' });
  expect(after - before).toBe(flightsAMinute);
  expect(await metrics.expose()).toMatch(`contrail_refusals_dropped_total ${9 * flightsAMinute}\n`);
});
