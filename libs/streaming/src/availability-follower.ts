import { availabilityTopic, sentAvailability, type SentAvailability } from '#contracts';
import { Logger } from '@nestjs/common';
import type { EachBatchPayload } from 'kafkajs';
import { consume } from './consume.js';
import type { Kafka } from './kafka.js';

export interface AvailabilityFollowerOptions {
  kafka: Kafka;
  /** The id of the log whose rows are taken; another's are refused. */
  log: string;
  /** One of a kind: each follower gets all rows, from the first on. */
  group: string;
  /** Takes rows in the order of their streams; a row may come again, also an older one after a newer. */
  take: (rows: SentAvailability[]) => Promise<void> | void;
}

/** Follows the compacted topic from its beginning: the newest row of each flight, then each change. */
export class AvailabilityFollower {
  private readonly logger = new Logger(AvailabilityFollower.name);
  private readonly stopping = new AbortController();
  private readonly missing = new Map<number, bigint>();
  private following: Promise<void> = Promise.resolve();
  private touchedAt = 0;
  private tellFilled: () => void = () => undefined;
  /** Resolves when all that the topic held at the start has been taken. */
  readonly filled = new Promise<void>((resolve) => (this.tellFilled = resolve));

  constructor(private readonly options: AvailabilityFollowerOptions) {}

  /** @throws when Kafka does not answer: what is to be taken is not known */
  async start(): Promise<void> {
    const { kafka, group } = this.options;
    await kafka.ensureTopics();
    for (const [partition, end] of await kafka.ends(availabilityTopic)) {
      this.missing.set(partition, end);
    }
    if (this.missing.size === 0) this.tellFilled();
    this.following = consume(
      {
        ...{ kafka, group, topics: [availabilityTopic] },
        eachBatch: (batch) => this.takeBatch(batch),
        inTouch: () => (this.touchedAt = Date.now()),
      },
      this.stopping.signal,
    );
  }

  /** Milliseconds since Kafka last answered: what has been taken is that old at most. */
  get silentMs(): number {
    return Date.now() - this.touchedAt;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async takeBatch({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const { partition } = batch;
    await this.options.take(rowsIn(batch, this.options.log, this.logger));
    resolveOffset(batch.lastOffset());
    const end = this.missing.get(partition);
    if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) {
      this.missing.delete(partition);
      if (this.missing.size === 0) this.tellFilled();
    }
    await heartbeat();
  }
}

/** The rows of a batch; what is none, or another log's, is told and left: the next one of its flight replaces it. */
export function rowsIn(
  { topic, partition, messages }: EachBatchPayload['batch'],
  log: string,
  logger: Logger,
): SentAvailability[] {
  const rows: SentAvailability[] = [];
  for (const { value, offset } of messages) {
    try {
      const message: unknown = JSON.parse(value?.toString() ?? '');
      rows.push(sentAvailability(message, log));
    } catch (error) {
      logger.warn(`${topic}/${partition}@${offset} is refused: ${String(error)}`);
    }
  }
  return rows;
}
