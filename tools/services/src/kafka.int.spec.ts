import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { afterEach, expect, it } from 'vitest';
import { newFolder, removeClusters } from '../test/clusters.js';
import { type Kafka, startKafka } from './kafka.js';
import { freePort } from './postgres/free-port.js';
import { identify } from './processes/process-identity.js';

const progress = () => undefined;
const started: Kafka[] = [];

async function start(options: Partial<Parameters<typeof startKafka>[0]> = {}): Promise<Kafka> {
  const directory = options.directory ?? (await newFolder());
  const kafka = await startKafka({ progress, ...options, directory });
  started.push(kafka);
  return kafka;
}

function clientOf({ brokers }: Kafka, retries = 5): kafkajs.Kafka {
  const { NOTHING: logLevel } = kafkajs.logLevel;
  return new kafkajs.Kafka({ brokers: [brokers], logLevel, retry: { retries } });
}

async function clusterId(kafka: Kafka): Promise<string> {
  const admin = clientOf(kafka).admin();
  await admin.connect();
  const cluster = await admin.describeCluster();
  await admin.disconnect();
  return cluster.clusterId;
}

async function createTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = clientOf(kafka).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 3 }] });
  await admin.disconnect();
}

async function produce(kafka: Kafka, topic: string, value: string, retries = 5): Promise<void> {
  const { DefaultPartitioner: createPartitioner } = kafkajs.Partitioners;
  const producer = clientOf(kafka, retries).producer({ createPartitioner });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [{ value }] });
  } finally {
    await producer.disconnect();
  }
}

async function firstMessage(kafka: Kafka, topic: string): Promise<string | undefined> {
  const consumer = clientOf(kafka).consumer({ groupId: 'readers' });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const value = await new Promise<string | undefined>((resolve, reject) => {
    const eachMessage = ({ message }: kafkajs.EachMessagePayload) => {
      resolve(message.value?.toString());
      return Promise.resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return value;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((kafka) => kafka.stop()));
  await removeClusters();
});

it('Kafka keeps its messages over a stop and a start at the same address', async () => {
  const directory = join(await newFolder(), "it's a, [földer]");
  const first = await start({ directory });
  const id = await clusterId(first);
  await createTopic(first, 'kept');
  await produce(first, 'kept', 'seat 12A');
  await first.stop();
  expect(identify(first.pid)).toBeUndefined();

  const second = await start({ directory, port: first.port });
  expect(second.brokers).toBe(first.brokers);
  expect(await clusterId(second)).toBe(id);
  expect(await firstMessage(second, 'kept')).toBe('seat 12A');
});

it('no topic comes into being because somebody writes to it', async () => {
  const sent = produce(await start(), 'misspelt', 'seat 12A', 2);
  await expect(sent).rejects.toThrow(/does not host this topic-partition/);
});

it('each empty directory becomes another cluster', async () => {
  const both = [await start(), await start()];
  const ids = await Promise.all(both.map(clusterId));
  expect(new Set(ids).size).toBe(2);
});

it('a taken port is named', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(start({ port })).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
  other.close();
});

it('a Kafka that does not start is told with the end of its log', async () => {
  const settings = { 'num.network.threads': '0' };
  const directory = await newFolder();
  await (await start({ directory })).stop();
  await expect(start({ directory, settings })).rejects.toThrow(
    /Kafka did not start in .*\n[^]*num\.network\.threads/,
  );
});
