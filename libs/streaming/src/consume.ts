import { setTimeout as pause } from 'node:timers/promises';
import { partitionCount, type TopicName } from '#contracts';
import { Logger } from '@nestjs/common';
import type {
  Consumer,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  TopicPartitionOffset,
} from 'kafkajs';
import { Gathered } from './gathered.js';
import type { Kafka } from './kafka.js';

export interface Consumption {
  kafka: Kafka;
  /** The group's name without the prefix: its members share the partitions. */
  group: string;
  topics: readonly TopicName[];
  /** Offsets are its to commit; what it throws makes the consumer begin again from those. */
  eachBatch: (batch: EachBatchPayload, commit: Commit) => Promise<void>;
  /** Is told what partitions are its, each time that the group has shared them out; what it throws, too, begins again. */
  joined?: (consumer: Consumer, join: ConsumerGroupJoinEvent) => Promise<void>;
  /** Is told of every answer of a broker, also an empty one, and how many milliseconds ago it was asked. */
  inTouch?: (askedAgoMs: number) => void;
}

/** Resolves when the group has come so far; those of several partitions travel together. */
export type Commit = (offset: TopicPartitionOffset) => Promise<void>;

const heartbeatMs = 1_000;
const pauseAfterFailureMs = 500;

/** Consumes from the beginning, or from where the group has come, until it is told to stop; begins again after a failure. */
export async function consume(consumption: Consumption, signal: AbortSignal): Promise<void> {
  const logger = new Logger(consumption.group);
  while (!signal.aborted) {
    try {
      await consumption.kafka.ensureTopics();
      await consumeOnce(consumption, signal);
    } catch (error) {
      logger.warn(`could not follow Kafka, and tries again: ${String(error)}`);
      await pause(pauseAfterFailureMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function consumeOnce(
  { kafka, group, topics, eachBatch, joined, inTouch }: Consumption,
  signal: AbortSignal,
): Promise<void> {
  const consumer = kafka.client.consumer({
    groupId: kafka.group(group),
    sessionTimeout: 6_000,
    heartbeatInterval: heartbeatMs,
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: 500,
    // It would give up on some failures; this way each one is told, and begun anew.
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  const commits = new Gathered<TopicPartitionOffset>({
    work: (offsets) => consumer.commitOffsets(offsets),
    ...{ atOnce: 1, maxItems: Infinity },
  });
  const ended = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    if (joined !== undefined) {
      consumer.on(consumer.events.GROUP_JOIN, (join) => void joined(consumer, join).catch(reject));
    }
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  // It may crash while it is still being started.
  ended.catch(() => undefined);
  if (inTouch !== undefined) {
    consumer.on(consumer.events.FETCH, ({ payload }) => inTouch(payload.duration));
  }
  try {
    await consumer.connect();
    await consumer.subscribe({
      topics: topics.map((topic) => kafka.topic(topic)),
      fromBeginning: true,
    });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // None waits for another one's.
      partitionsConsumedConcurrently: topics.length * partitionCount,
      eachBatch: (batch) =>
        whileInGroup(
          batch,
          eachBatch(batch, (offset) => commits.add([offset])),
        ),
    });
    await ended;
  } finally {
    await consumer.disconnect();
  }
}

/** A member that is silent for the session's time is put out of its group, however much a batch has to do. */
async function whileInGroup(batch: EachBatchPayload, work: Promise<void>): Promise<void> {
  // One that is refused is refused to the consumer's own, too, which tells it.
  const beating = setInterval(() => void batch.heartbeat().catch(() => undefined), heartbeatMs);
  try {
    await work;
  } finally {
    clearInterval(beating);
  }
}
