import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster } from '#tools/postgres';
import type { Run } from './benchmark.js';

/** A folder for one run, removed at its end; so is the cluster in its `postgres`, whoever started it. */
export async function makeDataFolder({ progress, atEnd }: Run): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-bench-'));
  atEnd(async () => {
    await removeCluster(join(folder, 'postgres'), progress);
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}
