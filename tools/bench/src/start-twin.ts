import { randomBytes } from 'node:crypto';
import { type FlightSchedule, insertFlights, migrateTables, openTables } from '#crud-twin';
import { type BenchDatabase, withClient } from './bench-database.js';
import type { Run } from './benchmark.js';
import { startPart, type Started } from './start-process.js';

const name = 'twin';
const insertedAtOnce = 500;

/** The twin as a process of its own, on a database beside ours in the same cluster, with those flights. */
export async function startTwin(
  run: Run,
  { ownerUrl, secret }: BenchDatabase,
  schedules: readonly FlightSchedule[],
): Promise<Started> {
  await withClient(ownerUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(ownerUrl);
  url.pathname = name;
  const onConnectionLost = ({ message }: Error) => run.progress(message);
  const tables = await openTables({ url: url.href, onConnectionLost });
  try {
    await migrateTables(tables);
    for (let first = 0; first < schedules.length; first += insertedAtOnce) {
      run.signal.throwIfAborted();
      const batch = schedules.slice(first, first + insertedAtOnce);
      await insertFlights(tables.manager, batch, new Date());
    }
    await tables.query('VACUUM ANALYZE');
  } finally {
    await tables.destroy();
  }
  return startPart(run, 'crud-twin', {
    DATABASE_URL: url.href,
    CONTRAIL_SECRET: secret,
    CONTRAIL_OPERATOR_KEY: randomBytes(16).toString('hex'),
  });
}
