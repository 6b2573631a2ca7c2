import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { topics } from '#contracts';
import { expect, it } from 'vitest';
import { kafkaBrokers } from '../../../test/setup/service-address.js';
import { Kafka } from './kafka.js';

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

it('a question that fails beside another one leaves no connection open', async () => {
  const brokers = [await kafkaBrokers()];
  const before = openSockets();
  const kafka = new Kafka({ brokers, prefix: `test-${randomUUID()}`, clientId: 'test' });
  // Asking how far a group is fails while the topics are being made.
  const made = kafka.ensureTopics();
  const asked = Array.from({ length: 20 }, async (_, at) => {
    await pause(at * 10);
    return kafka.lag('test', Object.values(topics));
  });
  const failed = expect.objectContaining({ status: 'rejected' });
  expect(await Promise.allSettled(asked)).toContainEqual(failed);
  await made;
  await expect.poll(openSockets, { timeout: 10_000 }).toBeLessThanOrEqual(before);
});
