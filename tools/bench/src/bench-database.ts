import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { migrate } from '#tools/migrate';
import { startPostgres } from '#tools/postgres';
import pg from 'pg';
import type { Run } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';

export interface BenchDatabase {
  ownerUrl: string;
  /** As the application's role. */
  url: string;
  /** CONTRAIL_SECRET. */
  secret: string;
}

const name = 'bench';

/** A migrated database on a cluster of its own, with the settings that the application runs with. */
export async function openDatabase(run: Run): Promise<BenchDatabase> {
  const { signal, progress } = run;
  const folder = await makeDataFolder(run);
  const secret = randomBytes(32).toString('base64url');
  const postgres = await startPostgres({
    directory: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    progress,
  });
  signal.throwIfAborted();
  await withClient(postgres.url, (client) => client.query(`CREATE DATABASE ${name}`));
  const ownerUrl = new URL(postgres.url);
  ownerUrl.pathname = name;
  const url = await migrate({ url: ownerUrl.href, secret });
  signal.throwIfAborted();
  return { ownerUrl: ownerUrl.href, url, secret };
}

/** Closed at the end of the run. */
export function openEventStore(
  { progress, atEnd }: Run,
  url: string,
  connections?: number,
): EventStore {
  const onConnectionLost = ({ message }: Error) => progress(message);
  const eventStore = new EventStore({ url, onConnectionLost, ...(connections && { connections }) });
  atEnd(() => eventStore.close());
  return eventStore;
}

/** Closed at the end of the run. */
export function openPool({ progress, atEnd }: Run, url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  atEnd(() => pool.end());
  // Of an idle connection: one in use rejects its query.
  pool.on('error', ({ message }) => progress(message));
  return pool;
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'contrail bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
