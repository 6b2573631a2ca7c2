import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { messageSchema, topics } from '#contracts';
import { type Kafka as Broker, startKafka, startRedis } from '#tools/services';
import { RedisConnection } from '#views/stores';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { place } from '../setup/desk.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { verifiedWithin } from '../setup/verified.js';

const patient = { timeout: 60_000, interval: 100 };
const outageSeconds = 60;

let folder: string;
let broker: Broker;
let redis: Awaited<ReturnType<typeof startRedis>>;
let pipeline: Pipeline;
let bookingApi: RunningApplication;
let queryApi: RunningApplication;
let flightIds: string[];

const progress = () => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contrail-outages-'));
  broker = await startKafka({ directory: join(folder, 'kafka'), progress });
  redis = await startRedis({ directory: join(folder, 'redis'), progress });
  pipeline = await openPipeline({ brokers: broker.brokers, redis: redis.url });
  flightIds = [];
  for (let number = 1; number <= 60; number += 1) {
    flightIds.push(await scheduleSmallFlight(pipeline.eventStore, number, 149));
  }
  const others = ['relay', 'projector', 'process-manager'] as const;
  await Promise.all(others.map((name) => pipeline.start(name)));
  bookingApi = await pipeline.start('booking-api');
  queryApi = await pipeline.start('query-api');
}, 120_000);

afterAll(async () => {
  await pipeline.stop();
  await Promise.all([broker.stop(), redis.stop()]);
  await rm(folder, { recursive: true });
});

/** Books and reads, a few times a second, while `work` is at it; answers what failed. */
async function underLoad(work: () => Promise<void>): Promise<{ booked: number; failed: string[] }> {
  const failed: string[] = [];
  const booked: string[] = [];
  let isOver = false;
  async function book(): Promise<void> {
    for (let turn = 0; !isOver; turn += 1) {
      const flightId = flightIds[turn % flightIds.length] ?? '';
      const placed = await place(bookingApi.url, [flightId]);
      if (placed.status === 201) booked.push(placed.body.recordLocator);
      else failed.push(`booking ${placed.status}: ${placed.text}`);
      const read = await request(queryApi.url).get(`/v1/flights/${flightId}/availability`);
      if (read.status !== 200) failed.push(`read ${read.status}: ${read.text}`);
      await pause(50);
    }
  }
  const load = Promise.all([book(), book()]);
  await work();
  isOver = true;
  await load;
  return { booked: booked.length, failed };
}

/** How old an answer says that it is, in seconds. */
async function age(): Promise<number> {
  const path = `/v1/flights/${flightIds[0] ?? ''}/availability`;
  const { headers } = await request(queryApi.url).get(path).expect(200);
  return Number(headers['age']);
}

/** The events of a topic by their ids, as often as they were sent. */
async function sent(): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const consumer = pipeline.kafka.client.consumer({ groupId: 'count' });
  await consumer.connect();
  await consumer.subscribe({
    topics: Object.values(topics).map((topic) => pipeline.kafka.topic(topic)),
    fromBeginning: true,
  });
  await consumer.run({
    eachMessage: ({ message }) => {
      const { id } = messageSchema
        .pick({ id: true })
        .loose()
        .parse(JSON.parse(message.value?.toString() ?? ''));
      seen.set(id, (seen.get(id) ?? 0) + 1);
      return Promise.resolve();
    },
  });
  const [counted] = await ask<{ events: number }>(
    pipeline.database.url,
    'SELECT count(*)::integer AS events FROM log.event',
  );
  await expect.poll(() => seen.size, patient).toBe(counted?.events);
  await consumer.disconnect();
  return seen;
}

describe(`Kafka killed for ${outageSeconds} s under load`, () => {
  it('bookings and reads go on; afterwards nothing is missing and no view differs', async () => {
    const { booked, failed } = await underLoad(async () => {
      await pause(2_000);
      process.kill(broker.pid, 'SIGKILL');
      await pause(outageSeconds * 1000);
      expect(await age()).toBeGreaterThanOrEqual(outageSeconds - 1);
      const { port } = broker;
      broker = await startKafka({ directory: join(folder, 'kafka'), port, progress });
    });
    await expect.poll(age, patient).toBe(0);
    const { seconds, ...report } = await verifiedWithin(pipeline.database.url, 60);
    console.log(
      `${booked} bookings while Kafka was away; views equal ${seconds.toFixed(1)} s after it was back`,
    );
    expect(failed).toEqual([]);
    expect(report).toEqual({ behind: 0, found: [] });
    const repeated = [...(await sent()).values()].filter((times) => times > 1).length;
    console.log(`${repeated} events were sent more than once`);
  }, 240_000);
});

describe('Redis', () => {
  let connection: RedisConnection;
  /** Its row is in the topic alone: nobody else can have given it to Redis. */
  let inTopicAlone: string;

  beforeAll(async () => {
    inTopicAlone = await scheduleSmallFlight(pipeline.eventStore, 99, 12);
    connection = new RedisConnection({
      url: redis.url,
      replyWithinMs: 1_000,
      onUnreachable: progress,
      onReachable: progress,
      onRefusal: progress,
    });
    await vi.waitFor(async () => expect(await copies()).toBe(flightIds.length + 1), patient);
    await ask(pipeline.database.ownerUrl, 'DELETE FROM views.availability WHERE stream_id = $1', [
      `flight-${inTopicAlone}`,
    ]);
  });

  afterAll(() => connection.close());

  /** How many flights it has copies of; -1 while it is out of reach. */
  async function copies(): Promise<number> {
    const keys = await connection.ask((client) => client.keys('contrail:*:availability:*'));
    return keys === 'unreachable' ? -1 : keys.length;
  }

  /** No read fails meanwhile, and it has every flight again. */
  async function expectFilledAfter(what: string, loss: () => Promise<void>): Promise<void> {
    let seconds = 0;
    const { failed } = await underLoad(async () => {
      await loss();
      const lost = performance.now();
      await expect.poll(copies, patient).toBe(flightIds.length + 1);
      seconds = (performance.now() - lost) / 1000;
    });
    expect(failed).toEqual([]);
    console.log(`Redis had every flight again ${seconds.toFixed(1)} s after it was ${what}`);
    const { body } = await request(queryApi.url).get(`/v1/flights/${inTopicAlone}`).expect(200);
    expect(body).toMatchObject({ flightId: inTopicAlone });
  }

  it('killed under load: no read fails, and the next one is filled from the topic alone', () =>
    expectFilledAfter('started again', async () => {
      process.kill(redis.pid, 'SIGKILL');
      await expect.poll(copies, patient).toBe(-1);
      await pause(3_000);
      const { port } = redis;
      redis = await startRedis({ directory: join(folder, 'redis'), port, progress });
    }));

  it('flushed under load: no read fails, and it is filled from the topic alone', () =>
    expectFilledAfter('flushed', async () => {
      await connection.ask((client) => client.flushAll());
    }));
});
