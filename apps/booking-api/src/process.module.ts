import { applicationDatabase } from '#database';
import { EventStore } from '#event-store';
import { Fares } from '#fares';
import { PaymentProvider, PaymentSimulator } from '#payment';
import {
  answers,
  Credentials,
  databaseConnection,
  Health,
  partSettings,
  Resources,
} from '#platform';
import { settings } from '#platform/process';
import { Airports, readAirports } from '#reference-data';
import { Vault } from '#vault';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { z } from 'zod';
import { BookingApiModule } from './booking-api.module.js';
import { BookingSettings } from './booking-settings.js';

export const bookingApiSettings = z.object({
  ...partSettings,
  CONTRAIL_OPERATOR_KEY: settings.CONTRAIL_OPERATOR_KEY,
  HOLD_SECONDS: settings.HOLD_SECONDS,
});

/** The write side as a process of its own. */
@Module({})
export class BookingApiProcess {
  constructor(health: Health, eventStore: EventStore) {
    health.register(
      'log',
      answers(() => eventStore.newest()),
    );
  }

  static async on(given: z.infer<typeof bookingApiSettings>): Promise<DynamicModule> {
    const { CONTRAIL_SECRET: secret, CONTRAIL_OPERATOR_KEY, HOLD_SECONDS } = given;
    const airports = new Airports(await readAirports());
    const connection = databaseConnection((await applicationDatabase(given)).url);
    const resources = Resources.of({
      opens: [
        { provide: EventStore, useValue: new EventStore(connection) },
        { provide: Vault, useValue: new Vault({ ...connection, secret }) },
        { provide: PaymentProvider, useValue: new PaymentSimulator(connection) },
        { provide: Fares, useValue: new Fares(connection) },
      ],
      knows: [
        { provide: Credentials, useValue: new Credentials(secret, CONTRAIL_OPERATOR_KEY) },
        { provide: Airports, useValue: airports },
        { provide: BookingSettings, useValue: new BookingSettings(HOLD_SECONDS) },
      ],
    });
    return {
      module: BookingApiProcess,
      imports: [resources, CqrsModule.forRoot(), BookingApiModule],
    };
  }
}
