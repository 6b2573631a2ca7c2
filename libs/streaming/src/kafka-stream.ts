import {
  AnotherLog,
  type DeadLetterMessage,
  deadLettersTopic,
  type FollowedTopic,
  followedTopicOf,
  followedTopics,
  type RecordedEvent,
  sentEventOf,
} from '#contracts';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { type Commit, consume } from './consume.js';
import { Gathered } from './gathered.js';
import type { Kafka } from './kafka.js';
import { MessageProducer } from './message-producer.js';
import { type StreamOptions, type StreamProgress, StreamServer } from './stream-server.js';

export interface KafkaStreamOptions extends StreamOptions {
  kafka: Kafka;
}

const batchSize = 500;
/** One is parsed while another one is written. */
const gathering = { atOnce: 2, maxItems: batchSize };
const pauseAfterFailureMs = 500;

/**
 * The topics of a Kafka cluster as the stream. The members of a consumer's group share the partitions; offsets
 * are committed when all of a batch are handled or parked, so a crash repeats a batch and loses none.
 */
export class KafkaStream extends StreamServer {
  private readonly log: string;
  private readonly kafka: Kafka;
  private readonly producer: MessageProducer;
  /** As they came: what was read need not be writable, however deep it is. */
  private readonly messages = new WeakMap<RecordedEvent, string>();
  private readonly deliveries = new Map<string, Gathered<RecordedEvent>>();

  constructor({ kafka, ...options }: KafkaStreamOptions) {
    super(options);
    this.log = options.log;
    this.kafka = kafka;
    this.producer = new MessageProducer(kafka);
  }

  override async close(): Promise<void> {
    await super.close();
    await this.producer.close();
  }

  override progress(): Promise<StreamProgress> {
    return this.kafka.lag(this.consumer, this.handledTopics);
  }

  private get handledTopics(): FollowedTopic[] {
    return followedTopics.filter((topic) => this.getHandlerByPattern(topic) !== null);
  }

  protected override follow(): Promise<void> {
    const { kafka, consumer: group, handledTopics } = this;
    return consume(
      {
        ...{ kafka, group, topics: handledTopics },
        eachBatch: (batch, commit) => this.take(batch, commit),
      },
      this.stopping.signal,
    );
  }

  protected override async probe(): Promise<void> {
    await this.kafka.clusterId();
  }

  protected override messageOf(event: RecordedEvent): string {
    return this.messages.get(event) ?? '';
  }

  protected override giveUp(letter: DeadLetterMessage): Promise<void> {
    return this.producer.send(deadLettersTopic, [letter]);
  }

  /** What could not be read is parked by its partition. */
  protected override topicOf(parked: string): FollowedTopic | undefined {
    const ofPartition = () =>
      this.handledTopics.find((topic) => parked.startsWith(`${this.kafka.topic(topic)}/`));
    return super.topicOf(parked) ?? ofPartition();
  }

  /** A batch of one partition; what comes of it after a rebalance comes to another member, again. */
  private async take(payload: EachBatchPayload, commit: Commit): Promise<void> {
    const { batch } = payload;
    const { topic, partition } = batch;
    for (let from = 0; from < batch.messages.length; from += batchSize) {
      if (!payload.isRunning() || payload.isStale() || this.stopping.signal.aborted) return;
      const messages = batch.messages.slice(from, from + batchSize);
      const last = messages.at(-1);
      if (last === undefined) return;
      await this.untilDelivered(messages, payload);
      payload.resolveOffset(last.offset);
      const next = (BigInt(last.offset) + 1n).toString();
      await commit({ topic, partition, offset: next });
      await payload.heartbeat();
    }
  }

  /** @throws when the partition is another member's by now */
  private async untilDelivered(
    messages: readonly KafkaMessage[],
    payload: EachBatchPayload,
  ): Promise<void> {
    const { batch } = payload;
    const partition = `${batch.topic}/${batch.partition}`;
    for (;;) {
      try {
        const events = await this.read(messages, batch);
        if (events.length > 0) await this.deliver(batch.topic, events);
        return;
      } catch (error) {
        this.logger.error(error, `${this.consumer} could not handle ${partition}; it tries again`);
      }
      await this.pause(pauseAfterFailureMs);
      await payload.heartbeat();
      if (!payload.isRunning() || this.stopping.signal.aborted)
        throw new Error(`${partition} is left`);
    }
  }

  /** Together with those of other partitions. */
  private deliver(topic: string, events: readonly RecordedEvent[]): Promise<void> {
    const known = this.deliveries.get(topic);
    const gathered =
      known ?? new Gathered({ work: (all) => this.delivery.deliver(all), ...gathering });
    if (known === undefined) this.deliveries.set(topic, gathered);
    return gathered.add(events);
  }

  private async read(
    messages: readonly KafkaMessage[],
    { topic, partition }: EachBatchPayload['batch'],
  ): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (const { value, offset } of messages) {
      const text = value?.toString() ?? '';
      try {
        const event = this.eventOf(JSON.parse(text), topic);
        this.messages.set(event, text);
        events.push(event);
      } catch (error) {
        if (error instanceof AnotherLog) {
          this.logger.error(`${topic}/${partition}@${offset} is refused: ${error.message}`);
        } else {
          await this.delivery.refuse(text, `${topic}/${partition}`, Number(offset), error);
        }
      }
    }
    return events;
  }

  /** @throws also for an event of another topic: a batch is handed over as one of its own */
  private eventOf(message: unknown, topic: string): RecordedEvent {
    const own = this.handledTopics.find((one) => this.kafka.topic(one) === topic);
    if (own === undefined) throw new Error(`${topic} is not followed`);
    const event = sentEventOf(message, own, this.log);
    if (followedTopicOf(event.streamId) === own) return event;
    throw new Error(`${event.streamId} is no stream of ${topic}`);
  }
}
