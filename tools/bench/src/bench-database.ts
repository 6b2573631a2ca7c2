import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#tools/migrate';
import { startPostgres } from '#tools/postgres';
import pg from 'pg';

export interface BenchDatabase {
  ownerUrl: string;
  /** As the application's role. */
  url: string;
  close(): Promise<void>;
}

const name = 'bench';

/** A migrated database on a cluster of its own, with the settings that the application runs with. */
export async function openDatabase(progress: (line: string) => void): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-bench-'));
  const secret = randomBytes(32).toString('base64url');
  const postgres = await startPostgres({
    directory: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    progress,
  });
  async function close() {
    await postgres.stop();
    await rm(postgres.dataDirectory, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
  try {
    await withClient(postgres.url, (client) => client.query(`CREATE DATABASE ${name}`));
    const ownerUrl = new URL(postgres.url);
    ownerUrl.pathname = name;
    const url = await migrate({ url: ownerUrl.href, secret });
    return { ownerUrl: ownerUrl.href, url, close };
  } catch (error) {
    await close();
    throw error;
  }
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
