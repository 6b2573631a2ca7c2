import { randomUUID } from 'node:crypto';
import { AvailabilityTopic, Kafka } from '#streaming';
import { RowPushes } from '#views/stores';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { kafkaBrokers } from '../../../test/setup/service-address.js';
import { CopiesFollower } from './copies-follower.js';
import { rowAt } from '../../../test/setup/availability-row.js';

const log = '1/1';
const patient = { timeout: 30_000, interval: 20 };

let topic: AvailabilityTopic;
let follower: CopiesFollower;
/** The versions that have come. */
let taken: number[];
/** Whether the consumer ends at whatever comes. */
let isCutOff: boolean;

beforeEach(async () => {
  const prefix = `test-${randomUUID()}`;
  const kafka = new Kafka({ brokers: [await kafkaBrokers()], prefix, clientId: 'tests' });
  await kafka.ensureTopics();
  topic = new AvailabilityTopic(kafka, log);
  taken = [];
  isCutOff = false;
  const copies = {
    put(rows: readonly { version: number }[]) {
      // Else the consumer tries a few times more before it ends.
      if (isCutOff) throw Object.assign(new Error('cut off'), { retriable: false });
      taken.push(...rows.map(({ version }) => version));
      return Promise.resolve();
    },
  };
  follower = new CopiesFollower(kafka, log, new RowPushes([copies]));
  // Its partitions may not have their leaders yet.
  await expect.poll(() => topic.put([rowAt(1)]).then(() => 'put', String), patient).toBe('put');
  await follower.onApplicationBootstrap();
});

afterEach(async () => {
  await follower.beforeApplicationShutdown();
  await topic.close();
});

const inTouch = () => follower.inTouch().then(() => 'in touch', String);

it('copies that begin again are as old as they were, until they have all again', async () => {
  expect([taken, follower.silentMs, await inTouch()]).toEqual([[1], 0, 'in touch']);
  isCutOff = true;
  await topic.put([rowAt(2)]);
  await expect.poll(inTouch, patient).toBe('Error: 1 partitions are still being read');
  await expect.poll(() => follower.silentMs, patient).toBeGreaterThan(1_000);
  isCutOff = false;
  await expect.poll(inTouch, patient).toBe('in touch');
  expect([taken.at(-1), follower.silentMs]).toEqual([2, 0]);
});
