import { join } from 'node:path';
import { startPostgres } from '#tools/postgres';
import pg from 'pg';
import type { Configuration } from './configuration.js';
import { keptSecret } from './configuration.js';

export interface Database {
  /** The owner's connection. */
  ownerUrl: string;
  /** Gives the data directory free, and ends the PostgreSQL that was started here. */
  close(): Promise<void>;
}

const name = 'contrail';
const instanceLock = 20_130_101;

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
    return { ownerUrl: databaseUrl, close: () => Promise.resolve() };
  }
  const postgres = await startPostgres({
    directory: join(dataDirectory, 'postgres'),
    password: await keptSecret(dataDirectory, 'database-password', progress),
    progress,
  });
  const instance = new pg.Client({
    connectionString: postgres.url,
    application_name: `contrail process ${process.pid}`,
  });
  await instance.connect();
  const { rows } = await instance.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS locked',
    [instanceLock],
  );
  if (rows[0]?.locked !== true) {
    await instance.end();
    throw new Error(
      `another instance runs on the data directory ${dataDirectory}: stop it, or choose another by --data`,
    );
  }
  const existing = await instance.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (existing.rowCount === 0) await instance.query(`CREATE DATABASE ${name}`);
  const ownerUrl = new URL(postgres.url);
  ownerUrl.pathname = name;
  instance.on('error', ({ message }) => progress(`PostgreSQL is gone: ${message}`));
  return {
    ownerUrl: ownerUrl.href,
    async close() {
      await instance.end();
      await postgres.stop();
    },
  };
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
