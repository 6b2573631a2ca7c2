import kafkajs from 'kafkajs';
import { createClient } from 'redis';
import { expect, it } from 'vitest';
import { kafkaBrokers, redisUrl } from '../setup/service-address.js';

it('the tests of a run share one Kafka, which comes when it is asked for', async () => {
  const [brokers, same] = await Promise.all([kafkaBrokers(), kafkaBrokers()]);
  expect(same).toBe(brokers);
  const admin = new kafkajs.Kafka({ brokers: [brokers] }).admin();
  await admin.connect();
  expect(await admin.describeCluster()).toMatchObject({ controller: 1 });
  await admin.disconnect();
});

it('the tests of a run share one Redis, which comes when it is asked for', async () => {
  const [url, same] = await Promise.all([redisUrl(), redisUrl()]);
  expect(same).toBe(url);
  const client = await createClient({ url }).connect();
  expect(await client.ping()).toBe('PONG');
  client.destroy();
});
