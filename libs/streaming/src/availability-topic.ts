import { availabilityMessage, availabilityTopic, type SentAvailability } from '#contracts';
import type { Kafka } from './kafka.js';
import { MessageProducer } from './message-producer.js';

/** The compacted topic as a copy of the availability rows: it keeps the last one of each flight. */
export class AvailabilityTopic {
  private readonly producer: MessageProducer;

  /** @param log the id of the log that the rows are folded from */
  constructor(
    kafka: Kafka,
    private readonly log: string,
  ) {
    this.producer = new MessageProducer(kafka);
  }

  /** @throws when it is not known whether they have all arrived */
  async put(rows: readonly SentAvailability[]): Promise<void> {
    if (rows.length === 0) return;
    const messages = rows.map((row) => availabilityMessage(row, this.log));
    await this.producer.send(availabilityTopic, messages);
  }

  async close(): Promise<void> {
    await this.producer.close();
  }
}
