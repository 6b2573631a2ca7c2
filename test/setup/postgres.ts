import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#tools/migrate';
import { startPostgres } from '#tools/postgres';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection to the cluster of this run. */
    clusterUrl: string;
    /** CONTRAIL_SECRET of this run. */
    secret: string;
  }
}

export const templateDatabase = 'contrail_template';

/** One real cluster for the whole run, with a migrated template that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'contrail-test-'));
  const secret = randomBytes(32).toString('base64url');
  const postgres = await startPostgres({
    directory: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    settings: { max_connections: '300' },
    progress: () => undefined,
  });
  const owner = new pg.Client({ connectionString: postgres.url });
  await owner.connect();
  await owner.query(`CREATE DATABASE ${templateDatabase}`);
  await owner.end();
  const template = new URL(postgres.url);
  template.pathname = templateDatabase;
  await migrate({ url: template.href, secret });
  project.provide('clusterUrl', postgres.url);
  project.provide('secret', secret);
  return async () => {
    await postgres.stop();
    await rm(postgres.dataDirectory, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
