import { applicationDatabase } from '#database';
import { answers, databaseConnection, Health, partSettings, Resources } from '#platform';
import { availabilityView } from '#views/folds';
import { PostgresViewStore, RowPushes } from '#views/stores';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { ProjectorModule } from './projector.module.js';

export const projectorSettings = z.object(partSettings);

/** The projector as a process of its own. */
@Module({})
export class ProjectorProcess {
  constructor(health: Health, views: PostgresViewStore) {
    health.register(
      'views',
      answers(() => views.versions(availabilityView, [])),
    );
  }

  static async on(given: z.infer<typeof projectorSettings>): Promise<DynamicModule> {
    const connection = databaseConnection(await applicationDatabase(given));
    const resources = Resources.of({
      opens: [{ provide: PostgresViewStore, useValue: new PostgresViewStore(connection) }],
      knows: [{ provide: RowPushes, useValue: new RowPushes([]) }],
    });
    return { module: ProjectorProcess, imports: [resources, ProjectorModule] };
  }
}
