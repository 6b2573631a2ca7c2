import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import { answers, Health, keepsUp } from '#platform';
import { Checkpoints } from '#streaming';
import { Injectable } from '@nestjs/common';

/** The embedded profile's parts: the log, and those that follow it. */
@Injectable()
export class LogHealth {
  constructor(health: Health, eventStore: EventStore, checkpoints: Checkpoints) {
    health.register(
      'log',
      answers(() => eventStore.newest()),
    );
    for (const { description: consumer = '' } of Object.values(consumers)) {
      const progress = async () => {
        const position = await checkpoints.read(consumer);
        const at = `${position.transactionId}/${position.position}`;
        return { lag: await eventStore.distance(position), at };
      };
      health.register(consumer, keepsUp(progress));
    }
  }
}
