import { parseSettings, stopSignal } from '#platform/process';
import { assertPortIsFree, openDatabase, readConfiguration } from '#tools/instance';
import { type EmbeddedConfiguration, embeddedSettings } from './settings.js';

const progress = (line: string) => console.log(line);

/** Runs an instance until a signal stops it, or its PostgreSQL is gone. */
export async function start(env: NodeJS.ProcessEnv, days: number): Promise<void> {
  const stopping = stopSignal();
  const { CAPTURE: capture } = parseSettings(embeddedSettings, env);
  const configuration = { ...(await readConfiguration(env, progress)), capture };
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
  configuration: EmbeddedConfiguration,
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
