import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import { createHttpApplication } from '#platform';
import { Airports, readAirports } from '#reference-data';
import { Checkpoints, EmbeddedStream } from '#streaming';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from './configuration.js';
import { ContrailModule } from './contrail.module.js';

/** @param url of the database as the application's role */
export async function createApplication(
  url: string,
  configuration: Configuration,
): Promise<NestFastifyApplication> {
  const airports = new Airports(await readAirports());
  const { logLevel } = configuration;
  const module = ContrailModule.on(url, configuration, airports);
  const application = await createHttpApplication(module, { part: 'contrail', logLevel });
  const eventStore = application.get(EventStore);
  for (const consumer of Object.values(consumers)) {
    application.connectMicroservice<MicroserviceOptions>({
      strategy: new EmbeddedStream({
        consumer,
        follow: (after, limit) => eventStore.follow(after, limit),
        checkpoints: application.get(Checkpoints),
      }),
    });
  }
  return application;
}
