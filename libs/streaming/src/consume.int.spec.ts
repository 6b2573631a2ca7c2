import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { availabilityTopic, faresTopic } from '#contracts';
import { expect, it } from 'vitest';
import { kafkaBrokers } from '../../../test/setup/service-address.js';
import { consume } from './consume.js';
import { Kafka } from './kafka.js';

it('a broker that goes between a join and what is asked then is joined anew', async () => {
  const brokers = [await kafkaBrokers()];
  const kafka = new Kafka({ brokers, prefix: `test-${randomUUID()}`, clientId: 'tests' });
  const stopping = new AbortController();
  let joins = 0;
  const consuming = consume(
    {
      ...{ kafka, group: 'tests', topics: [availabilityTopic] },
      joined: () => {
        joins += 1;
        return joins === 1 ? Promise.reject(new Error('gone')) : Promise.resolve();
      },
      eachBatch: () => Promise.resolve(),
    },
    stopping.signal,
  );
  await expect.poll(() => joins, { timeout: 30_000, interval: 50 }).toBe(2);
  stopping.abort();
  await consuming;
});

it('a batch that takes longer than the session lasts is taken once', async () => {
  const brokers = [await kafkaBrokers()];
  const kafka = new Kafka({ brokers, prefix: `test-${randomUUID()}`, clientId: 'tests' });
  await kafka.ensureTopics();
  const producer = kafka.client.producer();
  await producer.connect();
  await producer.send({ topic: kafka.topic(faresTopic), messages: [{ value: 'slow' }] });
  await producer.disconnect();
  const stopping = new AbortController();
  let begun = 0;
  let committed = 0;
  const consuming = consume(
    {
      ...{ kafka, group: 'tests', topics: [faresTopic] },
      eachBatch: async ({ batch, resolveOffset }, commit) => {
        const [message] = batch.messages;
        if (message === undefined) return;
        begun += 1;
        await pause(10_000);
        resolveOffset(message.offset);
        await commit({ topic: batch.topic, partition: batch.partition, offset: '1' });
        committed += 1;
      },
    },
    stopping.signal,
  );
  await expect.poll(() => committed, { timeout: 40_000, interval: 50 }).toBe(1);
  expect(begun).toBe(1);
  stopping.abort();
  await consuming;
}, 60_000);
