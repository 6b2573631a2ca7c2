import { createServer } from 'node:net';
import { stopSignal } from '#platform/process';
import { type Configuration, readConfiguration } from './configuration.js';
import { openDatabase } from './database.js';

const progress = (line: string) => console.log(line);

/** Runs an instance until a signal stops it, or its PostgreSQL is gone. */
export async function start(env: NodeJS.ProcessEnv, days: number): Promise<void> {
  const stopping = stopSignal();
  const configuration = await readConfiguration(env, progress);
  await assertPortIsFree(configuration);
  try {
    await run(configuration, days, stopping);
    progress('stopped');
  } catch (error) {
    if (error !== stopping.reason) throw error;
    progress('stopped before it was ready');
  }
}

async function run(
  configuration: Configuration,
  days: number,
  stopping: AbortSignal,
): Promise<void> {
  // Loading takes longer than the start of PostgreSQL: both go on at once.
  const loading = import('./instance.js');
  // Awaited when PostgreSQL is there, which is to be ended if this fails.
  loading.catch(() => undefined);
  const database = await openDatabase(configuration, 'start', progress);
  try {
    stopping.throwIfAborted();
    const { runInstance } = await loading;
    await runInstance(database, configuration, days, { progress, stopping });
  } finally {
    await database.close();
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
