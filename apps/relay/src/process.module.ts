import { applicationDatabase } from '#database';
import { EventStore } from '#event-store';
import { answers, databaseConnection, Health, keepsUp, partSettings, Resources } from '#platform';
import { settings } from '#platform/process';
import { Checkpoints, Kafka } from '#streaming';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { Relay } from './relay.js';

export { Relay } from './relay.js';

export const relaySettings = z.object({
  ...partSettings,
  KAFKA_BROKERS: settings.KAFKA_BROKERS,
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
});

/** The relay as a process of its own. */
@Module({})
export class RelayProcess {
  constructor(health: Health, eventStore: EventStore, relay: Relay) {
    health.register(
      'log',
      answers(() => eventStore.newest()),
    );
    health.register(
      'relay',
      keepsUp(() => relay.progress()),
    );
  }

  static async on(given: z.infer<typeof relaySettings>): Promise<DynamicModule> {
    const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix } = given;
    const { url } = await applicationDatabase(given);
    const connection = databaseConnection(url);
    const kafka = new Kafka({ brokers, prefix, clientId: 'relay' });
    const eventStore = new EventStore(connection);
    const checkpoints = new Checkpoints(connection);
    const resources = Resources.of({
      opens: [
        { provide: EventStore, useValue: eventStore },
        { provide: Checkpoints, useValue: checkpoints },
        { provide: Kafka, useValue: kafka },
      ],
    });
    const relay = new Relay({ eventStore, checkpoints, kafka, url });
    return {
      module: RelayProcess,
      imports: [resources],
      providers: [{ provide: Relay, useValue: relay }],
    };
  }
}
