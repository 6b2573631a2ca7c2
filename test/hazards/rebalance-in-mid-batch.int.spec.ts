import { randomUUID } from 'node:crypto';
import { consumers, cloudEvent, type RecordedEvent, topics } from '#contracts';
import { EventStore } from '#event-store';
import { Kafka, KafkaStream, MessageProducer, ParkedMessages } from '#streaming';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { kafkaBrokers } from '../setup/service-address.js';

let database: TestDatabase;
let eventStore: EventStore;
let parked: ParkedMessages;
let kafka: Kafka;
let log: string;

const patient = { timeout: 40_000, interval: 20 };
/** More than a member handles before it says that it is there: the rest of a batch is left to be shared. */
const perStream = 600;
/** How often a member says so, with some time beside. */
const heartbeatMs = 1_200;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  parked = new ParkedMessages({ url: database.url, onConnectionLost: () => undefined });
  log = await eventStore.logId();
  const prefix = `test-${randomUUID()}`;
  kafka = new Kafka({ brokers: [await kafkaBrokers()], prefix, clientId: 'tests' });
  await kafka.ensureTopics();
});

afterAll(async () => {
  await Promise.all([eventStore.close(), parked.close()]);
  await database.drop();
});

/** Events of so many streams, in turn. */
function eventsOf(streamIds: readonly string[]): RecordedEvent[] {
  return Array.from({ length: perStream }, (_, before) =>
    streamIds.map((streamId) => ({
      ...{ streamId, version: before + 1, type: 'Tested', schemaVersion: 1, data: {} },
      metadata: { eventId: randomUUID(), correlationId: 'c', actor: 'test', commandId: 'c' },
      ...{ recordedAt: '2026-01-01T00:00:00.000Z', hash: 'h' },
    })),
  ).flat();
}

/** A member of the projectors' group that handles as it is told. */
function join(handle: (events: RecordedEvent[]) => Promise<void>): KafkaStream {
  const stream = new KafkaStream({
    consumer: consumers.projector,
    log,
    parked,
    kafka,
    isOutOfReach: () => false,
  });
  stream.addHandler(topics.flights, handle, true);
  stream.listen(() => undefined);
  return stream;
}

async function membersOf(group: string): Promise<number> {
  const admin = kafka.client.admin();
  await admin.connect();
  const { groups } = await admin.describeGroups([group]).finally(() => admin.disconnect());
  return groups[0]?.members.length ?? 0;
}

it('a second member that joins in mid-batch: nothing is lost, and each stream keeps its order', async () => {
  const streamIds = Array.from({ length: 12 }, (_, each) => `flight-${each}`);
  /** By stream, the versions as they were handed over, whichever member it was. */
  const handed = new Map<string, number[]>(streamIds.map((streamId) => [streamId, []]));
  const take = ({ streamId, version }: RecordedEvent) => handed.get(streamId)?.push(version);

  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  let halfwayAt = Infinity;
  const first = join(async (events) => {
    const half = Math.ceil(events.length / 2);
    events.slice(0, half).forEach(take);
    halfwayAt = Math.min(halfwayAt, Date.now());
    await gate;
    events.slice(half).forEach(take);
  });
  const producer = new MessageProducer(kafka);
  const messages = eventsOf(streamIds).map((event) => cloudEvent(event, log));
  await producer.send(topics.flights, messages);
  await expect.poll(() => halfwayAt, patient).toBeLessThan(Infinity);

  let hasSecond = false;
  const second = join((events) => {
    hasSecond = true;
    events.forEach(take);
    return Promise.resolve();
  });
  await expect.poll(() => membersOf(kafka.group('projector')), patient).toBe(2);
  await expect.poll(() => Date.now() - halfwayAt, patient).toBeGreaterThan(heartbeatMs);
  go();
  const lag = async () => (await first.progress()).lag;
  await expect.poll(lag, patient).toBe(0);
  expect(hasSecond).toBe(true);

  for (const [streamId, versions] of handed) {
    let newest = 0;
    for (const version of versions) {
      // Again, or the next one: a version that is left out never comes first.
      expect(version, streamId).toBeLessThanOrEqual(newest + 1);
      newest = Math.max(newest, version);
    }
    expect(newest, streamId).toBe(perStream);
  }
  await Promise.all([first.close(), second.close()]);
  await producer.close();
});
