import { availabilityTopic, sentAvailability, type SentAvailability } from '#contracts';
import { Logger } from '@nestjs/common';
import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import { consume } from './consume.js';
import type { Kafka } from './kafka.js';

export interface AvailabilityFollowerOptions {
  kafka: Kafka;
  /** The id of the log whose rows are taken; another's are refused. */
  log: string;
  /** Its members share the partitions; one that no other has gets all. */
  group: string;
  /** Takes rows of a partition in its order: a row may come again, also an older one after a newer. */
  take: (rows: SentAvailability[], partition: number) => Promise<void> | void;
  /** Is told each time what it begins to take from the first message on. */
  begun?: (partitions: readonly number[]) => void;
  /** Is told each time that all which a partition holds has been taken. */
  caughtUp: (partition: number) => Promise<void> | void;
}

/**
 * Follows the compacted topic: the newest row of each flight, then each change. Offsets are not kept: whoever
 * gets a partition begins at its first message, and knows all of its rows.
 */
export class AvailabilityFollower {
  private readonly logger = new Logger(AvailabilityFollower.name);
  private readonly stopping = new AbortController();
  private following: Promise<void> = Promise.resolve();
  private consumer: Consumer | undefined;
  private assigned: readonly number[] = [];
  private touchedAt = 0;

  constructor(private readonly options: AvailabilityFollowerOptions) {}

  start(): void {
    const { kafka, group } = this.options;
    this.following = consume(
      {
        ...{ kafka, group, topics: [availabilityTopic] },
        joined: (consumer, join) => this.begin(consumer, join),
        eachBatch: (batch) => this.takeBatch(batch),
        // What was asked before a pause of the process tells nothing of the time since.
        inTouch: (askedAgoMs) => (this.touchedAt = Date.now() - askedAgoMs),
      },
      this.stopping.signal,
    );
  }

  /** Those that are this member's at present. */
  get partitions(): readonly number[] {
    return this.assigned;
  }

  /** Milliseconds since Kafka was last asked for what it then answered. */
  get silentMs(): number {
    return Date.now() - this.touchedAt;
  }

  /** Takes a partition from its first message on once more. */
  async beginAgain(partition: number): Promise<void> {
    const topic = this.options.kafka.topic(availabilityTopic);
    this.consumer?.seek({ topic, partition, offset: '0' });
    await this.passEmpty([partition]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async begin(consumer: Consumer, { payload }: ConsumerGroupJoinEvent): Promise<void> {
    const topic = this.options.kafka.topic(availabilityTopic);
    this.consumer = consumer;
    this.assigned = payload.memberAssignment[topic] ?? [];
    this.options.begun?.(this.assigned);
    this.touchedAt = Date.now();
    await this.passEmpty(this.assigned);
  }

  /** No batch comes of a partition that holds nothing. */
  private async passEmpty(partitions: readonly number[]): Promise<void> {
    const filled = await this.options.kafka.filledPartitions(availabilityTopic);
    for (const partition of partitions) {
      if (!filled.has(partition)) await this.options.caughtUp(partition);
    }
  }

  private async takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    await this.options.take(this.rowsIn(batch), batch.partition);
    const isLast = BigInt(batch.lastOffset()) + 1n >= BigInt(batch.highWatermark);
    // Stale: it was begun again meanwhile.
    if (isLast && !payload.isStale()) await this.options.caughtUp(batch.partition);
    payload.resolveOffset(batch.lastOffset());
    await payload.heartbeat();
  }

  /** What is no row, or another log's, is told and left: the next one of its flight replaces it. */
  private rowsIn({ topic, partition, messages }: EachBatchPayload['batch']): SentAvailability[] {
    return messages.flatMap(({ value, offset }) => {
      // A tombstone: the flight is gone from the topic, and no newer row replaces the copies.
      if (value === null) return [];
      try {
        const message: unknown = JSON.parse(value.toString());
        return [sentAvailability(message, this.options.log)];
      } catch (error) {
        this.logger.warn(`${topic}/${partition}@${offset} is refused: ${String(error)}`);
        return [];
      }
    });
  }
}
