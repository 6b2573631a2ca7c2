import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import { Outbox } from '#fares';
import { answers, createHttpApplication, Health, isOutOfReach, keepsUp } from '#platform';
import { Airports, readAirports } from '#reference-data';
import { Checkpoints, EmbeddedStream, OutboxStream, ParkedMessages } from '#streaming';
import type { LogFile } from '#platform/process';
import type { Configuration } from '#tools/instance';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ContrailModule } from './contrail.module.js';

/**
 * @param url of the database as the application's role
 * @param logFile has the lines of its log: to be closed after it
 */
export async function createApplication(
  url: string,
  configuration: Configuration,
  logFile: LogFile,
): Promise<NestFastifyApplication> {
  const airports = new Airports(await readAirports());
  const { logLevel } = configuration;
  const module = ContrailModule.on(url, configuration, airports);
  const application = await createHttpApplication(module, { part: 'contrail', logLevel, logFile });
  await followInPlace(application);
  return application;
}

/** The log, and the outbox of fares, are the streams of their consumers: the embedded profile's parts beside them. */
async function followInPlace(application: NestFastifyApplication): Promise<void> {
  const eventStore = application.get(EventStore);
  const health = application.get(Health);
  health.register(
    'log',
    answers(() => eventStore.newest()),
  );
  const log = await eventStore.logId();
  for (const consumer of Object.values(consumers)) {
    const stream = new EmbeddedStream({
      isOutOfReach,
      consumer,
      log,
      follow: (after, limit) => eventStore.follow(after, limit),
      distance: (after) => eventStore.distance(after),
      checkpoints: application.get(Checkpoints),
      parked: application.get(ParkedMessages),
    });
    application.connectMicroservice<MicroserviceOptions>({ strategy: stream });
    const { description: name = '' } = consumer;
    health.register(
      name,
      keepsUp(() => stream.progress()),
    );
  }
  const outbox = application.get(Outbox);
  const fares = new OutboxStream({
    isOutOfReach,
    consumer: consumers.processManager,
    log,
    first: (limit) => outbox.first(limit),
    remove: (rows) => outbox.remove(rows),
    waiting: () => outbox.waiting(),
    parked: application.get(ParkedMessages),
  });
  application.connectMicroservice<MicroserviceOptions>({ strategy: fares });
  health.register(
    'fares',
    keepsUp(() => fares.progress()),
  );
}
