import 'reflect-metadata';
import { EventStore } from '#event-store';
import { captureInPlace } from '#fares';
import { aborted, endAll, LogFile } from '#platform/process';
import { type Database, forgetAddress, keepAddress } from '#tools/instance';
import { migrate } from '#tools/migrate';
import { flightForSale, UpcomingFlights, welcome } from '#tools/opening';
import { PostgresViewStore } from '#views/stores';
import { Logger } from '@nestjs/common';
import { createApplication } from './application.js';
import type { EmbeddedConfiguration } from './settings.js';
import { untilFolded, type Watched } from './until-folded.js';

const embedded = [
  'Embedded profile: one process, without Kafka and Redis; npm run start:distributed has them.',
];

/** Serves until it is told to stop, or PostgreSQL is gone. */
export async function runInstance(
  { ownerUrl, lost }: Database,
  configuration: EmbeddedConfiguration,
  days: number,
  watched: Watched,
): Promise<void> {
  const { progress, stopping } = watched;
  const url = await migrate({ url: ownerUrl, secret: configuration.secret });
  await captureInPlace(ownerUrl, configuration.capture, progress);
  const logFile = new LogFile(configuration.dataDirectory, 'contrail');
  const application = await createApplication(url, configuration, logFile);
  const upcoming = new UpcomingFlights(application.get(EventStore), days, {
    progress,
    failure: (error, what) => new Logger(UpcomingFlights.name).error(error, what),
  });
  try {
    await upcoming.scheduleTomorrow(stopping);
    await application.startAllMicroservices();
    await untilFolded(application, watched);
    await application.listen(configuration.port, configuration.host);
    const flightId = await flightForSale(application.get(PostgresViewStore), upcoming);
    const address = await application.getUrl();
    await keepAddress(configuration.dataDirectory, address);
    progress(welcome(address, flightId, embedded));
    upcoming.topUp((signal) => untilFolded(application, { progress, stopping: signal }));
    const isLost = await Promise.race([aborted(stopping), lost.then(() => 'lost' as const)]);
    if (isLost) {
      console.error('PostgreSQL has ended by itself; the next start recovers');
      process.exitCode = 1;
    }
    progress('stopping: requests under way are answered first');
  } finally {
    await endAll(
      () => forgetAddress(configuration.dataDirectory),
      () => upcoming.stop(),
      () => application.close(),
      () => logFile.close(),
    );
  }
}
