import { isBefore } from '#domain';
import { EventStore } from '#event-store';
import { invalid } from '#platform';
import { Injectable } from '@nestjs/common';

/** The clock by which events are recorded, and by which an instant is past. */
@Injectable()
export class LogClock {
  constructor(private readonly eventStore: EventStore) {}

  /**
   * The present.
   *
   * @throws Problem `validation` for an instant of a query that lies ahead of it
   */
  async notBefore(asOf: string): Promise<string> {
    const now = await this.eventStore.clock();
    if (!isBefore(now, asOf)) return now;
    throw invalid({ in: 'query', path: 'asOf', message: `lies in the future: it is ${now}` });
  }
}
