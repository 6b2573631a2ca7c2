import { applicationDatabase } from '#database';
import { EventStore } from '#event-store';
import { PaymentProvider, PaymentSimulator } from '#payment';
import { answers, databaseConnection, Health, partSettings, Resources } from '#platform';
import { Timers } from '#timers';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { ProcessManagerModule } from './process-manager.module.js';

export const processManagerSettings = z.object(partSettings);

/** The process manager as a process of its own. */
@Module({})
export class ProcessManagerProcess {
  constructor(health: Health, eventStore: EventStore) {
    health.register(
      'log',
      answers(() => eventStore.newest()),
    );
  }

  static async on(given: z.infer<typeof processManagerSettings>): Promise<DynamicModule> {
    const connection = databaseConnection(await applicationDatabase(given));
    const resources = Resources.of({
      opens: [
        { provide: EventStore, useValue: new EventStore(connection) },
        { provide: Timers, useValue: new Timers(connection) },
        { provide: PaymentProvider, useValue: new PaymentSimulator(connection) },
      ],
    });
    return { module: ProcessManagerProcess, imports: [resources, ProcessManagerModule] };
  }
}
