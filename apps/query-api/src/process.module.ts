import { applicationDatabase } from '#database';
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
import { ParkedMessages } from '#streaming';
import { Vault } from '#vault';
import { availabilityView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { QueryApiModule } from './query-api.module.js';

export const queryApiSettings = z.object({
  ...partSettings,
  CONTRAIL_OPERATOR_KEY: settings.CONTRAIL_OPERATOR_KEY,
});

/** The read side as a process of its own. */
@Module({})
export class QueryApiProcess {
  constructor(health: Health, views: PostgresViewStore) {
    health.register(
      'views',
      answers(() => views.versions(availabilityView, [])),
    );
  }

  static async on(given: z.infer<typeof queryApiSettings>): Promise<DynamicModule> {
    const { CONTRAIL_SECRET: secret, CONTRAIL_OPERATOR_KEY } = given;
    const airports = new Airports(await readAirports());
    const connection = databaseConnection((await applicationDatabase(given)).url);
    const resources = Resources.of({
      opens: [
        { provide: PostgresViewStore, useValue: new PostgresViewStore(connection) },
        { provide: ParkedMessages, useValue: new ParkedMessages(connection) },
        { provide: Vault, useValue: new Vault({ ...connection, secret }) },
      ],
      knows: [
        { provide: Credentials, useValue: new Credentials(secret, CONTRAIL_OPERATOR_KEY) },
        { provide: Airports, useValue: airports },
      ],
    });
    return { module: QueryApiProcess, imports: [resources, QueryApiModule] };
  }
}
