import { type FareRow, messageContentType, type messageSchema, type TopicName } from '#contracts';
import { Partitioners, type Producer } from 'kafkajs';
import type { z } from 'zod';
import type { Kafka } from './kafka.js';

/** What is sent: a CloudEvent, keyed by its `partitionkey`, or a row of a fare, keyed by its flight. */
export type Message = z.infer<typeof messageSchema> | FareRow;

/** Sends messages to topics, in order by key (Kafka protocol binding for CloudEvents, structured mode). */
export class MessageProducer {
  private producer: Promise<Producer> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  /** @throws when it is not known whether they have all arrived: they are to be sent again */
  async send(topic: TopicName, messages: readonly Message[]): Promise<void> {
    await this.sendBatch(new Map([[topic, messages]]));
  }

  /** To several topics at once; see {@link send}. One after another: a failure ends the connection. */
  sendBatch(byTopic: ReadonlyMap<TopicName, readonly Message[]>): Promise<void> {
    const sent = this.last.then(() => this.sendNow(byTopic));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  /** When all that was begun has been sent. */
  async close(): Promise<void> {
    await this.last;
    await this.disconnect();
  }

  private async sendNow(byTopic: ReadonlyMap<TopicName, readonly Message[]>): Promise<void> {
    this.producer ??= this.connect();
    try {
      const producer = await this.producer;
      await producer.sendBatch({
        topicMessages: [...byTopic].map(([topic, messages]) => ({
          topic: this.kafka.topic(topic),
          messages: messages.map((message) => ({
            ...keyAndForm(message),
            value: JSON.stringify(message),
          })),
        })),
      });
    } catch (error) {
      // After a failure its sequence numbers and the broker's may differ: the next one begins anew.
      await this.disconnect();
      throw error;
    }
  }

  private async disconnect(): Promise<void> {
    const closing = this.producer;
    this.producer = undefined;
    const producer = await closing?.catch(() => undefined);
    await producer?.disconnect();
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.client.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }
}

function keyAndForm(message: Message) {
  return 'specversion' in message
    ? { key: message.partitionkey, headers: { 'content-type': messageContentType } }
    : { key: message.flightId, headers: { 'content-type': 'application/json' } };
}
