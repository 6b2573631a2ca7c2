import { join } from 'node:path';
import { type EmbeddedPostgres, startPostgres } from '#tools/postgres';
import pg from 'pg';
import type { Configuration } from './configuration.js';
import { keptSecret } from './configuration.js';
import { InstanceLock } from './instance-lock.js';

export interface Database {
  /** The owner's connection. */
  ownerUrl: string;
  /** Resolves when it is gone for good, and this process is of no use any more. */
  lost: Promise<void>;
  /** Ends the PostgreSQL that was started here, and gives the data directory free. */
  close(): Promise<void>;
}

const name = 'contrail';

/**
 * The configured database, or the data directory's own PostgreSQL.
 *
 * @throws Error naming the data directory while another instance runs on it
 */
export async function openDatabase(
  { databaseUrl, dataDirectory }: Configuration,
  progress: (line: string) => void,
): Promise<Database> {
  if (databaseUrl !== undefined) {
    await assertAnswers(databaseUrl);
    const never = new Promise<void>(() => undefined);
    return { ownerUrl: databaseUrl, lost: never, close: () => Promise.resolve() };
  }
  const postgres = await startPostgres({
    directory: join(dataDirectory, 'postgres'),
    password: await keptSecret(dataDirectory, 'database-password', progress),
    progress,
  });
  const lock = await InstanceLock.take(postgres.url);
  if (lock === undefined) {
    throw new Error(
      `another instance runs on the data directory ${dataDirectory}: stop it, or choose another by --data`,
    );
  }
  return ownDatabase(postgres, lock);
}

async function ownDatabase(postgres: EmbeddedPostgres, lock: InstanceLock): Promise<Database> {
  // The lock is held until the server has ended: nobody adopts it while it is being stopped.
  const close = async () => {
    lock.expectEnd();
    await postgres.stop();
    await lock.release();
  };
  try {
    const ownerUrl = new URL(postgres.url);
    await createDatabase(ownerUrl.href);
    ownerUrl.pathname = name;
    return { ownerUrl: ownerUrl.href, lost: lock.lost, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'contrail start' });
  await client.connect();
  try {
    const existing = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (existing.rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
}

/** @throws Error naming the setting, and never its value: it holds a password */
async function assertAnswers(databaseUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'contrail start',
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    const told = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the database of DATABASE_URL does not answer${code}: ${told}`, { cause });
  } finally {
    await client.end();
  }
}
