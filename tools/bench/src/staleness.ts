import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { flightStreamId, withSchemaVersion } from '#contracts';
import type { EventStore } from '#event-store';
import { AvailabilityFollower, type Kafka } from '#streaming';
import { startRedis } from '#tools/services';
import { atTheRate, p99, untilArrived } from './at-the-rate.js';
import { type BenchDatabase, openDatabase, openEventStore } from './bench-database.js';
import { openKafka } from './bench-kafka.js';
import type { Benchmark, Run } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';
import { flightEvent, scheduleOf } from './flight-history.js';
import { startPart } from './start-process.js';

const perSecond = 200;
const seconds = 10;
const flights = 500;
const total = perSecond * seconds;

async function schedule(eventStore: EventStore): Promise<void> {
  for (let number = 1; number <= flights; number += 1) await append(eventStore, number, 1);
}

/** One booking's mark on its flight. */
function append(eventStore: EventStore, number: number, version: number): Promise<unknown> {
  const streamId = flightStreamId(scheduleOf(number).flightId);
  const metadata = { correlationId: randomUUID(), actor: 'bench' };
  return eventStore.append([
    {
      commandId: randomUUID(),
      streams: [{ streamId, expectedVersion: version - 1 }],
      events: [{ streamId, ...withSchemaVersion(flightEvent(number, version)), metadata }],
    },
  ]);
}

async function openParts(run: Run): Promise<{ database: BenchDatabase; kafka: Kafka }> {
  const database = await openDatabase(run);
  const { kafka, brokers, prefix } = await openKafka(run);
  const folder = await makeDataFolder(run);
  const redis = await startRedis({ directory: join(folder, 'redis'), progress: run.progress });
  run.atEnd(() => redis.stop());
  const env = {
    PORT: '0',
    DATABASE_URL: database.url,
    CONTRAIL_SECRET: database.secret,
    CONTRAIL_DATA: folder,
    KAFKA_BROKERS: brokers,
    KAFKA_PREFIX: prefix,
    REDIS_URL: redis.url,
  };
  for (const part of ['relay', 'projector']) {
    await startPart(run, part, env);
  }
  return { database, kafka };
}

/** From the commit to the row in the memory of a process that follows as query-api does. */
function ours(eventStore: EventStore, arrived: { times: number[] }, signal: AbortSignal) {
  let version = 1;
  return async (): Promise<number> => {
    const times: number[] = [];
    const perFlight = total / flights;
    const first = version + 1;
    version += perFlight;
    arrived.times = times;
    await atTheRate(
      { perSecond, total },
      (index) => {
        const number = (index % flights) + 1;
        return append(eventStore, number, first + Math.floor(index / flights));
      },
      signal,
    );
    await untilArrived(total, () => times.length, signal);
    return p99(times);
  };
}

/** From before it is sent to its consumer. */
async function openBare(kafka: Kafka, { signal, atEnd }: Run) {
  const topic = `bench-${randomUUID()}`;
  const admin = kafka.client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 12 }] });
  await admin.disconnect();
  const producer = kafka.client.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  atEnd(() => producer.disconnect());
  const consumer = kafka.client.consumer({ groupId: topic, maxWaitTimeInMs: 500 });
  await consumer.connect();
  atEnd(() => consumer.disconnect());
  await consumer.subscribe({ topic, fromBeginning: true });
  let times: number[] = [];
  await consumer.run({
    partitionsConsumedConcurrently: 3,
    eachMessage: ({ message }) => {
      times.push(performance.now() - Number(message.value?.toString()));
      return Promise.resolve();
    },
  });
  return async (): Promise<number> => {
    times = [];
    await atTheRate(
      { perSecond, total },
      (index) => {
        const value = String(performance.now());
        return producer.send({ topic, messages: [{ key: `${index % flights}`, value }] });
      },
      signal,
    );
    await untilArrived(total, () => times.length, signal);
    return p99(times);
  };
}

export const staleness: Benchmark = {
  name: 'staleness',
  ours: `p99 from a commit to the row in a query-api's memory, ${perSecond} bookings/s, through relay and projector`,
  baseline: 'p99 from a bare kafkajs produce to its consumer at that rate',
  unit: 'ms',
  target: { atMost: 2 },
  async open(run) {
    const { signal, atEnd } = run;
    const { database, kafka } = await openParts(run);
    const eventStore = openEventStore(run, database.url);
    await schedule(eventStore);
    const arrived: { times: number[] } = { times: [] };
    const follower = new AvailabilityFollower({
      kafka,
      log: await eventStore.logId(),
      group: `query-api.${randomUUID()}`,
      take: (rows) => {
        const now = Date.now();
        // Recorded under its stream's lock, just before the commit.
        arrived.times.push(...rows.map(({ asOf }) => now - Date.parse(asOf)));
      },
      caughtUp: () => undefined,
    });
    follower.start();
    atEnd(() => follower.stop());
    return { ours: ours(eventStore, arrived, signal), baseline: await openBare(kafka, run) };
  },
};
