import { stopSignal } from '#platform/process';
import {
  assertPortIsFree,
  type Configuration,
  openDatabase,
  readConfiguration,
} from '#tools/instance';

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
