import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { migrateTables, openTables } from '#crud-twin';
import { migrate } from '#tools/migrate';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { templateDatabase } from './postgres.js';

export interface TestDatabase {
  /** As the owner, who is the cluster's superuser. */
  ownerUrl: string;
  /** As the application's role. */
  url: string;
  secret: string;
  /** @throws naming each connection that a test has leaked, by its application and last query */
  drop(): Promise<void>;
}

/** A clean database of its own for a test file, cloned from the migrated template. */
export async function createDatabase(): Promise<TestDatabase> {
  const { ownerUrl, drop } = await cloneDatabase(templateDatabase);
  const secret = inject('secret');
  const url = await migrate({ url: ownerUrl, secret });
  return { ownerUrl, url, secret, drop };
}

/** The tables of the twin in a clean database of its own; its owner is who works with them. */
export async function createTwinDatabase(): Promise<TestDatabase> {
  const { ownerUrl: url, drop } = await cloneDatabase('template1');
  const tables = await openTables({ url, onConnectionLost: () => undefined });
  try {
    await migrateTables(tables);
  } finally {
    await tables.destroy();
  }
  return { ownerUrl: url, url, secret: inject('secret'), drop };
}

async function cloneDatabase(template: string): Promise<Pick<TestDatabase, 'ownerUrl' | 'drop'>> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const madeBy = pg.escapeLiteral(expect.getState().testPath ?? 'unknown');
  await asOwner(async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await client.query(`COMMENT ON DATABASE ${name} IS ${madeBy}`);
  });
  const ownerUrl = new URL(inject('clusterUrl'));
  ownerUrl.pathname = name;
  return { ownerUrl: ownerUrl.href, drop: () => dropDatabase(name) };
}

async function dropDatabase(name: string): Promise<void> {
  await asOwner(async (client) => {
    const leaked = await connectionsLeft(client, name);
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${name}_application, ${name}_capture`);
    if (leaked !== undefined) throw new Error(`connections were left open: ${leaked}`);
  });
}

async function connectionsLeft(client: pg.Client, name: string): Promise<string | undefined> {
  for (let waited = 0; ; waited += 50) {
    const { rows } = await client.query<{ application_name: string; query: string }>(
      `SELECT application_name, query FROM pg_stat_activity
         WHERE datname = $1 AND backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0) return undefined;
    if (waited >= 2_000) return JSON.stringify(rows);
    await pause(50);
  }
}

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('clusterUrl') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
