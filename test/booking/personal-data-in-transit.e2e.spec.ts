import { randomUUID } from 'node:crypto';
import {
  availabilityTopic,
  bookingStreamId,
  deadLettersTopic,
  type TopicName,
  topics,
} from '#contracts';
import { createClient, RESP_TYPES } from 'redis';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTopic } from '../hazards/topic.js';
import { operatorKey, type RunningApplication } from '../setup/application.js';
import { hold, pay } from '../setup/desk.js';
import { type OwnRedis, startOwnRedis } from '../setup/own-redis.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const personal = /quillan|brambleworth|bessie@example/i;
const patient = { timeout: 30_000, interval: 100 };

let redis: OwnRedis;
let pipeline: Pipeline;
let bookingApi: RunningApplication;
let queryApi: RunningApplication;

beforeAll(async () => {
  redis = await startOwnRedis();
  pipeline = await openPipeline({ redis: redis.url });
  const env = { CONTRAIL_OPERATOR_KEY: operatorKey };
  [bookingApi, queryApi] = await Promise.all([
    pipeline.start('booking-api', env),
    pipeline.start('query-api'),
    pipeline.start('projector'),
    pipeline.start('relay'),
    pipeline.start('process-manager'),
  ]);
});

afterAll(async () => {
  await pipeline.stop();
  await redis.remove();
});

function post(recordLocator: string, command: string) {
  return request(bookingApi.url)
    .post(`/v1/bookings/${recordLocator}/${command}`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', randomUUID());
}

/** Every key and value, as bytes in which text is readable. */
async function redisTexts(): Promise<string[]> {
  const client = createClient({ url: redis.url }).withTypeMapping({
    [RESP_TYPES.BLOB_STRING]: Buffer,
  });
  await client.connect();
  try {
    const texts: string[] = [];
    for await (const keys of client.scanIterator()) {
      for (const key of keys) {
        const dumped = await client.dump(key);
        texts.push(`${String(key)} ${dumped.toString('latin1')}`);
      }
    }
    return texts;
  } finally {
    await client.close();
  }
}

async function topicTexts(): Promise<Map<TopicName, string[]>> {
  const names: TopicName[] = [...Object.values(topics), availabilityTopic, deadLettersTopic];
  const texts = new Map<TopicName, string[]>();
  for (const name of names) {
    const messages = await readTopic(pipeline.kafka, name);
    texts.set(
      name,
      messages.map(({ key, value }) => `${key} ${value}`),
    );
  }
  return texts;
}

it('an erased person is in no topic and under no key of Redis', async () => {
  const flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 12);
  const passengers = [{ givenName: 'Quillan', familyName: 'Brambleworth' }];
  const { recordLocator, accessToken } = await hold(bookingApi.url, [flightId], { passengers });
  await pay(bookingApi.url, { recordLocator }).expect(200);
  await post(recordLocator, 'cancellation').expect(200);
  const { headers } = await post(recordLocator, 'erasure').expect(204);
  const { body } = await request(queryApi.url)
    .get(`/v1/bookings/${recordLocator}`)
    .set('Authorization', `Bearer ${accessToken}`)
    .set('Consistency-Token', String(headers['consistency-token']))
    .set('Prefer', 'wait=10')
    .expect(200);
  expect(body).toMatchObject({
    passengers: [{ givenName: null, familyName: null }],
    contact: { email: null },
  });
  await expect.poll(redisTexts, patient).toContainEqual(expect.stringContaining(flightId));
  const texts = await topicTexts();
  const erased = new RegExp(`^${bookingStreamId(recordLocator)} .*contrail\\.BookingErased`);
  expect(texts.get(topics.bookings)).toContainEqual(expect.stringMatching(erased));
  expect([...texts.values()].flat().filter((text) => personal.test(text))).toEqual([]);
  expect((await redisTexts()).filter((text) => personal.test(text))).toEqual([]);
});
