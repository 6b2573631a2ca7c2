import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import { Checkpoints } from '#streaming';
import { aborted } from '#tools/command-line';
import { migrate } from '#tools/migrate';
import { PostgresViewStore } from '#views/stores';
import type { INestApplication } from '@nestjs/common';
import { createApplication } from './application.js';
import type { Configuration } from './configuration.js';
import type { Database } from './database.js';
import { flightForSale, welcome } from './first-booking.js';
import { UpcomingFlights } from './upcoming-flights.js';

/** Serves until it is told to stop, or PostgreSQL is gone. */
export async function runInstance(
  { ownerUrl, lost }: Database,
  configuration: Configuration,
  days: number,
  { progress, stopping }: { progress: (line: string) => void; stopping: AbortSignal },
): Promise<void> {
  const url = await migrate({ url: ownerUrl, secret: configuration.secret });
  const application = await createApplication(url, configuration);
  const upcoming = new UpcomingFlights(application.get(EventStore), days, progress);
  try {
    await upcoming.scheduleTomorrow(stopping);
    await application.startAllMicroservices();
    await untilFolded(application, stopping);
    await application.listen(configuration.port, configuration.host);
    const flightId = await flightForSale(application.get(PostgresViewStore), upcoming);
    progress(welcome(await application.getUrl(), flightId));
    upcoming.topUp();
    const isLost = await Promise.race([aborted(stopping), lost.then(() => 'lost' as const)]);
    if (isLost) {
      console.error('PostgreSQL has ended by itself; the next start recovers');
      process.exitCode = 1;
    }
    progress('stopping: requests under way are answered first');
  } finally {
    await upcoming.stop();
    await application.close();
  }
}

/** Waits until the views show what the log held at the start. */
async function untilFolded(application: INestApplication, stopping: AbortSignal): Promise<void> {
  const [eventStore, checkpoints] = [application.get(EventStore), application.get(Checkpoints)];
  const { description: projector = '' } = consumers.projector;
  while ((await eventStore.distance(await checkpoints.read(projector))) > 0) {
    stopping.throwIfAborted();
    await pause(20);
  }
}
