import 'reflect-metadata';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { consumers } from '#contracts';
import { EventStore } from '#event-store';
import { Checkpoints } from '#streaming';
import { migrate } from '#tools/migrate';
import type { INestApplication } from '@nestjs/common';
import { createApplication } from './application.js';
import type { Configuration } from './configuration.js';
import { readConfiguration, usage } from './configuration.js';
import { type Database, openDatabase } from './database.js';
import { scheduleTomorrow, welcome } from './first-booking.js';
import { aborted, stopSignal } from './stop-signal.js';

const progress = (line: string) => console.log(line);

if (process.argv.includes('--help')) {
  console.log(usage());
} else {
  const stopping = stopSignal();
  await start(stopping).then(
    () => console.log('stopped'),
    (error: unknown) => {
      if (error === stopping.reason) {
        console.log('stopped before it was ready');
        return;
      }
      const reason = error instanceof Error ? error.message : String(error);
      console.error(`Contrail did not start: ${reason}`);
      process.exitCode = 1;
    },
  );
}

async function start(stopping: AbortSignal): Promise<void> {
  const configuration = await readConfiguration(process.argv.slice(2), process.env, progress);
  await assertPortIsFree(configuration);
  const database = await openDatabase(configuration, progress);
  try {
    stopping.throwIfAborted();
    await run(database, configuration, stopping);
  } finally {
    await database.close();
  }
}

async function run(
  { ownerUrl, lost }: Database,
  configuration: Configuration,
  stopping: AbortSignal,
): Promise<void> {
  const url = await migrate({ url: ownerUrl, secret: configuration.secret });
  const application = await createApplication(url, configuration);
  try {
    const flightId = await scheduleTomorrow(application.get(EventStore), progress, stopping);
    await application.startAllMicroservices();
    await untilFolded(application, stopping);
    await application.listen(configuration.port, configuration.host);
    console.log(welcome(await application.getUrl(), flightId));
    const isLost = await Promise.race([aborted(stopping), lost.then(() => 'lost' as const)]);
    if (isLost) {
      console.error('PostgreSQL has ended by itself; the next start recovers');
      process.exitCode = 1;
    }
    console.log('stopping: requests under way are answered first');
  } finally {
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
