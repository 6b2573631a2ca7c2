import { consumers } from '#contracts';
import { applicationDatabase } from '#database';
import { EventStore } from '#event-store';
import { PaymentProvider, PaymentSimulator } from '#payment';
import {
  answers,
  databaseConnection,
  Health,
  isOutOfReach,
  keepsUp,
  partSettings,
  Resources,
} from '#platform';
import { settings } from '#platform/process';
import { Kafka, KafkaStream, ParkedMessages } from '#streaming';
import { Timers } from '#timers';
import { Vault } from '#vault';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { ProcessManagerModule } from './process-manager.module.js';

export const processManagerSettings = z.object({
  ...partSettings,
  KAFKA_BROKERS: settings.KAFKA_BROKERS,
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
});

/** The process manager as a process of its own. */
@Module({})
export class ProcessManagerProcess {
  constructor(health: Health, eventStore: EventStore, stream: KafkaStream) {
    health.register(
      'log',
      answers(() => eventStore.newest()),
    );
    health.register(
      'process-manager',
      keepsUp(() => stream.progress()),
    );
  }

  static async on(given: z.infer<typeof processManagerSettings>): Promise<DynamicModule> {
    const { CONTRAIL_SECRET: secret, KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix } = given;
    const { url, log } = await applicationDatabase(given);
    const connection = databaseConnection(url);
    const kafka = new Kafka({ brokers, prefix, clientId: 'process-manager' });
    const parked = new ParkedMessages(connection);
    const resources = Resources.of({
      opens: [
        { provide: EventStore, useValue: new EventStore(connection) },
        { provide: Vault, useValue: new Vault({ ...connection, secret }) },
        { provide: Timers, useValue: new Timers(connection) },
        { provide: PaymentProvider, useValue: new PaymentSimulator(connection) },
        { provide: ParkedMessages, useValue: parked },
      ],
      knows: [
        { provide: Kafka, useValue: kafka },
        {
          provide: KafkaStream,
          useValue: new KafkaStream({
            consumer: consumers.processManager,
            log,
            parked,
            kafka,
            isOutOfReach,
          }),
        },
      ],
    });
    return { module: ProcessManagerProcess, imports: [resources, ProcessManagerModule] };
  }
}
