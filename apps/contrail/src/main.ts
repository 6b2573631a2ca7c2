import 'reflect-metadata';
import { createServer } from 'node:net';
import { EventStore } from '#event-store';
import { migrate } from '#tools/migrate';
import { createApplication } from './application.js';
import type { Configuration } from './configuration.js';
import { readConfiguration, usage } from './configuration.js';
import { openDatabase } from './database.js';
import { scheduleTomorrow, welcome } from './first-booking.js';

const progress = (line: string) => console.log(line);

if (process.argv.includes('--help')) {
  console.log(usage());
} else {
  try {
    await start();
    console.log('stopped');
  } catch (error) {
    console.error(
      `Contrail did not start: ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exitCode = 1;
  }
}

async function start(): Promise<void> {
  const configuration = await readConfiguration(process.argv.slice(2), process.env, progress);
  await assertPortIsFree(configuration);
  const database = await openDatabase(configuration, progress);
  try {
    await run(database.ownerUrl, configuration);
  } finally {
    await database.close();
  }
}

async function run(ownerUrl: string, configuration: Configuration): Promise<void> {
  const stopped = untilStopped();
  const url = await migrate({ url: ownerUrl, secret: configuration.secret });
  const application = await createApplication(url, configuration);
  try {
    const flightId = await scheduleTomorrow(application.get(EventStore), progress);
    await application.startAllMicroservices();
    await application.listen(configuration.port, configuration.host);
    console.log(welcome(await application.getUrl(), flightId));
    await stopped;
    console.log('stopping: requests under way are answered first');
  } finally {
    await application.close();
  }
}

/** The signal that ends the process; a repeat of it (npm sends a second one) changes nothing. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
}

/** Before anything is started: a taken port is the commonest mistake. */
function assertPortIsFree({ port, host }: Configuration): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `port ${port} of ${host} is taken: stop what uses it, or choose another by --port`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
