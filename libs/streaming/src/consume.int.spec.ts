import { randomUUID } from 'node:crypto';
import { availabilityTopic } from '#contracts';
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
