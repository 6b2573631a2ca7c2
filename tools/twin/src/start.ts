import { CrudTwinModule, migrateTables, openTables } from '#crud-twin';
import { createHttpApplication } from '#platform';
import { aborted, stopSignal } from '#platform/process';
import { tomorrowInNewYork } from '#tools/import';
import {
  assertPortIsFree,
  type Configuration,
  type Database,
  openDatabase,
  readConfiguration,
} from '#tools/instance';
import { importIntoTables } from './import-into-tables.js';

const progress = (line: string) => console.log(line);

/** Runs the twin until a signal stops it, or its PostgreSQL is gone. */
export async function start(env: NodeJS.ProcessEnv, days: number): Promise<void> {
  const stopping = stopSignal();
  const configuration = await readConfiguration(env, progress);
  await assertPortIsFree(configuration);
  const database = await openDatabase(configuration, 'start', progress);
  try {
    await prepare(database.ownerUrl, days, stopping);
    await serve(database, configuration, stopping);
    progress('stopped');
  } catch (error) {
    if (error !== stopping.reason) throw error;
    progress('stopped before it was ready');
  } finally {
    await database.close();
  }
}

/** Brings the tables to their form, and the coming days into them. */
async function prepare(url: string, days: number, stopping: AbortSignal): Promise<void> {
  const onConnectionLost = ({ message }: Error) => progress(`a connection was lost: ${message}`);
  const tables = await openTables({ url, onConnectionLost });
  try {
    await migrateTables(tables);
    const from = tomorrowInNewYork(new Date().toISOString());
    const added = await importIntoTables(tables, { from, days }, stopping);
    progress(`${days} days from ${from}: ${added} flights scheduled`);
  } finally {
    await tables.destroy();
  }
}

async function serve(
  { ownerUrl, lost }: Database,
  configuration: Configuration,
  stopping: AbortSignal,
): Promise<void> {
  const module = await CrudTwinModule.on({
    DATABASE_URL: ownerUrl,
    CONTRAIL_SECRET: configuration.secret,
    CONTRAIL_OPERATOR_KEY: configuration.operatorKey,
    HOLD_SECONDS: configuration.holdSeconds,
  });
  const { logLevel, port, host } = configuration;
  const application = await createHttpApplication(module, { part: 'crud-twin', logLevel });
  try {
    await application.listen(port, host);
    progress(`The twin is ready: ${await application.getUrl()}\nCtrl-C stops it.`);
    const isLost = await Promise.race([aborted(stopping), lost.then(() => 'lost' as const)]);
    if (isLost) {
      console.error('PostgreSQL has ended by itself; the next start recovers');
      process.exitCode = 1;
    }
    progress('stopping: requests under way are answered first');
  } finally {
    await application.close();
  }
}
