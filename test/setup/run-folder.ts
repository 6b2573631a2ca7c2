import { chmod, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterIn, removeClusters } from '../../tools/services/test/clusters.js';
import { isAlive } from '../../tools/services/src/postgres/postmaster.js';

const nameOfRun = /^contrail-test-(\d+)-/;

async function isLeftOver(folder: string, pid: number): Promise<boolean> {
  if (isAlive(pid)) return false;
  const { uid } = await stat(folder);
  return uid === (process.getuid?.() ?? uid);
}

/** A folder for this run. What a run left that was killed, its server too, is removed first. */
export async function openRunFolder(): Promise<string> {
  const home = await realpath(tmpdir());
  for (const name of await readdir(home)) {
    const folder = join(home, name);
    const pid = nameOfRun.exec(name)?.[1];
    if (pid === undefined || !(await isLeftOver(folder, Number(pid)))) continue;
    clusterIn(folder);
    await removeClusters();
    await rm(folder, { recursive: true, force: true });
  }
  const folder = await mkdtemp(join(home, `contrail-test-${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
}
