import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import { Checkpoints } from '#streaming';
import { migrate } from '#tools/migrate';
import { PostgresViewStore } from '#views/stores';
import type { INestApplication } from '@nestjs/common';
import { createApplication } from './application.js';
import { type Configuration, readConfiguration } from './configuration.js';
import { type Database, openDatabase } from './database.js';
import { flightForSale, welcome } from './first-booking.js';
import { aborted, stopSignal } from './stop-signal.js';
import { UpcomingFlights } from './upcoming-flights.js';

const progress = (line: string) => console.log(line);

/** Runs an instance until a signal stops it, or its PostgreSQL is gone. */
export async function start(env: NodeJS.ProcessEnv, days: number): Promise<void> {
  const stopping = stopSignal();
  const configuration = await readConfiguration(env, progress);
  await assertPortIsFree(configuration);
  const database = await openDatabase(configuration, 'start', progress);
  try {
    stopping.throwIfAborted();
    await run(database, configuration, days, stopping);
    console.log('stopped');
  } catch (error) {
    if (error !== stopping.reason) throw error;
    console.log('stopped before it was ready');
  } finally {
    await database.close();
  }
}

async function run(
  { ownerUrl, lost }: Database,
  configuration: Configuration,
  days: number,
  stopping: AbortSignal,
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
    console.log(welcome(await application.getUrl(), flightId));
    upcoming.topUp();
    const isLost = await Promise.race([aborted(stopping), lost.then(() => 'lost' as const)]);
    if (isLost) {
      console.error('PostgreSQL has ended by itself; the next start recovers');
      process.exitCode = 1;
    }
    console.log('stopping: requests under way are answered first');
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

/** Before anything is started: a taken port is the commonest mistake. */
function assertPortIsFree({ port, host }: Configuration): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `port ${port} of ${host} is taken: stop what uses it, or choose another by --port`;
      const unusable = `HOST and PORT cannot be listened on: ${error.message}`;
      reject(new Error(error.code === 'EADDRINUSE' ? taken : unusable));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
