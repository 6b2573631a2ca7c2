import { Metrics } from '#platform';
import { ParkedMessages } from '#streaming';
import { Injectable, Logger } from '@nestjs/common';

/** What consumers could not handle, for Prometheus. */
@Injectable()
export class ParkedMetrics {
  constructor(parked: ParkedMessages, metrics: Metrics) {
    const logger = new Logger(ParkedMetrics.name);
    const messages = metrics.gauge({
      name: 'contrail_parked_messages',
      help: 'Messages that wait to be retried, or behind such a one; and those that were given up.',
      labelNames: ['consumer', 'state'],
      // Each worker counts the same ones.
      aggregator: 'max',
    });
    const counted = metrics.gauge({
      name: 'contrail_parked_messages_counted',
      help: '1 when they could be counted; 0: contrail_parked_messages is left out.',
      aggregator: 'min',
    });
    metrics.collectBy(async () => {
      messages.reset();
      try {
        for (const { consumer, waiting, dead } of await parked.counts()) {
          messages.set({ consumer, state: 'waiting' }, waiting);
          messages.set({ consumer, state: 'given-up' }, dead);
        }
        counted.set(1);
      } catch (error) {
        counted.set(0);
        logger.warn(`what is parked could not be counted: ${String(error)}`);
      }
    });
  }
}
