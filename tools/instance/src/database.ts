import { join } from 'node:path';
import { assertAnswers } from '#database';
import { type EmbeddedPostgres, startPostgres } from '#tools/postgres';
import pg from 'pg';
import { InstanceLock } from './instance-lock.js';
import { keptSecret } from './kept-secret.js';

export interface Database {
  /** The owner's connection. */
  ownerUrl: string;
  /** The PostgreSQL of the data directory, where this process is to end it. */
  server?: EmbeddedPostgres;
  /** Resolves when it is gone for good, and this process is of no use any more. */
  lost: Promise<void>;
  /** Ends the PostgreSQL of the data directory, unless an instance has it, and gives the directory free. */
  close(): Promise<void>;
}

export interface DatabasePlace {
  databaseUrl: string | undefined;
  dataDirectory: string;
  /** Of a PostgreSQL that is started, over its defaults. */
  settings?: Record<string, string>;
}

const name = 'contrail';

/**
 * The configured database, or the data directory's own PostgreSQL. While an instance runs on the directory, a
 * command other than `start` works beside it.
 *
 * @param command who opens it: `start` is an instance
 * @throws Error naming the data directory while another has it
 */
export async function openDatabase(
  { databaseUrl, dataDirectory, settings = {} }: DatabasePlace,
  command: string,
  progress: (line: string) => void,
): Promise<Database> {
  if (databaseUrl !== undefined) {
    await assertAnswers(databaseUrl);
    return othersDatabase(databaseUrl);
  }
  const postgres = await startPostgres({
    directory: join(dataDirectory, 'postgres'),
    password: await keptSecret(dataDirectory, 'database-password', progress),
    settings,
    progress,
  });
  const lock = await InstanceLock.take(postgres.url, command);
  if (lock !== undefined) return ownDatabase(postgres, lock);
  const holder = await InstanceLock.holder(postgres.url);
  if (holder !== undefined && holder.command !== 'start') {
    throw new Error(
      `the command ${holder.command} (process ${holder.pid}) works on the data directory ${dataDirectory}: let it end first`,
    );
  }
  if (command === 'start') {
    throw new Error(
      `another instance runs on the data directory ${dataDirectory}: stop it, or choose another by --data`,
    );
  }
  return othersDatabase(databaseIn(postgres));
}

/** Somebody else started it, and ends it. */
function othersDatabase(ownerUrl: string): Database {
  const never = new Promise<void>(() => undefined);
  return { ownerUrl, lost: never, close: () => Promise.resolve() };
}

async function ownDatabase(postgres: EmbeddedPostgres, lock: InstanceLock): Promise<Database> {
  // The lock is held until the server has ended: nobody adopts it while it is being stopped.
  const close = async () => {
    lock.expectEnd();
    await postgres.stop();
    await lock.release();
  };
  try {
    await createDatabase(postgres.url);
    return { ownerUrl: databaseIn(postgres), server: postgres, lost: lock.lost, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function databaseIn({ url }: EmbeddedPostgres): string {
  const ownerUrl = new URL(url);
  ownerUrl.pathname = name;
  return ownerUrl.href;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'contrail' });
  await client.connect();
  try {
    const existing = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (existing.rowCount === 0) await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
}
