import { randomUUID } from 'node:crypto';
import { availabilityTopic, sentAvailability, type TopicName } from '#contracts';
import { consume, type Kafka } from '#streaming';
import { type EachBatchPayload, Partitioners } from 'kafkajs';
import { z } from 'zod';
import type { Pipeline } from '../setup/pipeline.js';

export interface TopicMessage {
  partition: number;
  offset: number;
  key: string;
  /** Null: a tombstone. */
  value: string | null;
}

/** All that a topic holds at present, each partition in its order. */
export async function readTopic(kafka: Kafka, name: TopicName): Promise<TopicMessage[]> {
  const topic = kafka.topic(name);
  const admin = kafka.client.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const ends = new Map(
    offsets.flatMap(({ partition, low, high }) => (low === high ? [] : [[partition, +high]])),
  );
  // By place: after a failure it is read from its beginning once more.
  const messages = new Map<string, TopicMessage>();
  if (ends.size === 0) return [];
  const read = new AbortController();
  const eachBatch = (payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const { partition } = batch;
    const end = ends.get(partition) ?? 0;
    for (const message of batch.messages) {
      const offset = Number(message.offset);
      if (offset >= end) break;
      const [key, value] = [String(message.key), message.value?.toString() ?? null];
      messages.set(`${partition}@${offset}`, { partition, offset, key, value });
    }
    payload.resolveOffset(batch.lastOffset());
    if (Number(batch.lastOffset()) >= end - 1) ends.delete(partition);
    if (ends.size === 0) read.abort();
    return Promise.resolve();
  };
  const group = `reader-${randomUUID()}`;
  await consume({ kafka, group, topics: [name], eachBatch }, read.signal);
  return [...messages.values()];
}

/** Sends what no part of Contrail would send, as it is, to the partition of that key. */
export async function sendRaw(
  kafka: Kafka,
  name: TopicName,
  key: string,
  ...values: (string | Buffer | null)[]
): Promise<void> {
  const producer = kafka.client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const messages = values.map((value) => ({ key, value }));
  await producer.send({ topic: kafka.topic(name), messages }).finally(() => producer.disconnect());
}

const identified = z.object({ id: z.string() });

/** The ids of the events that a topic holds: twice, where they were sent twice. */
export async function eventIdsIn(kafka: Kafka, name: TopicName): Promise<string[]> {
  const messages = await readTopic(kafka, name);
  return messages.map(({ value }) => identified.parse(JSON.parse(value ?? '')).id);
}

/** The versions of a flight's rows in the compacted topic, in its order. */
export async function sentVersions({ kafka, log }: Pipeline, streamId: string): Promise<number[]> {
  const messages = await readTopic(kafka, availabilityTopic);
  return messages.flatMap(({ key, value }) =>
    key === streamId && value !== null ? [sentAvailability(JSON.parse(value), log).version] : [],
  );
}
