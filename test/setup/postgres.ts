import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#tools/migrate';
import { startPostgres } from '#tools/postgres';
import type { TestProject } from 'vitest/node';
import { ask } from './ask.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection to the cluster of this run. */
    clusterUrl: string;
    /** CONTRAIL_SECRET of this run. */
    secret: string;
  }
}

export const templateDatabase = 'contrail_template';

async function makeTemplate(clusterUrl: string, secret: string): Promise<void> {
  await ask(clusterUrl, `CREATE DATABASE ${templateDatabase}`);
  const template = new URL(clusterUrl);
  template.pathname = templateDatabase;
  await migrate({ url: template.href, secret });
}

async function refuseLeftDatabases(clusterUrl: string): Promise<void> {
  const left = await ask(
    clusterUrl,
    `SELECT datname, shobj_description(oid, 'pg_database') AS made_by
       FROM pg_database WHERE datname LIKE 'test\\_%'`,
  );
  if (left.length === 0) return;
  // vitest reports what a teardown throws, but passes the run.
  process.exitCode = 1;
  throw new Error(`test files left databases, not dropped: ${JSON.stringify(left)}`);
}

// vitest ends at once on a signal, without a teardown: the server would run on.
function endAtOnce(folder: string): void {
  const pid = Number.parseInt(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  process.kill(pid, 'SIGQUIT');
  rmSync(folder, { recursive: true, maxRetries: 20 });
}

/** One real cluster for the whole run, with a migrated template that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-test-'));
  await chmod(folder, 0o755);
  const secret = randomBytes(32).toString('base64url');
  const postgres = await startPostgres({
    directory: join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
    settings: { max_connections: '300' },
    progress: () => undefined,
  });
  const onExit = () => endAtOnce(folder);
  process.once('exit', onExit);
  await makeTemplate(postgres.url, secret);
  project.provide('clusterUrl', postgres.url);
  project.provide('secret', secret);

  return async () => {
    try {
      await refuseLeftDatabases(postgres.url);
    } finally {
      await postgres.stop();
      process.off('exit', onExit);
      await rm(postgres.dataDirectory, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    }
  };
}
