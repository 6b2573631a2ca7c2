import { chmod, chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isPostgres, livePostmaster } from '../src/postgres/postmaster.js';
import { unless } from '../src/postgres/system-error.js';

const folders: string[] = [];
const directories: string[] = [];

/** A new folder that every user may enter, of this user or another; {@link removeClusters} removes it. */
export async function newFolder(owner?: number): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-int-'));
  folders.push(folder);
  await chmod(folder, 0o755);
  if (owner !== undefined) await chown(folder, owner, owner);
  return folder;
}

/** Notes a cluster's directory, whose server {@link removeClusters} ends, however a test ended. */
export function clusterIn(folder: string, name = 'postgres'): string {
  const directory = join(folder, name);
  directories.push(directory);
  return directory;
}

/** Waits for the end of a server's process. */
export async function ended(pid: number): Promise<void> {
  while (await isPostgres(pid)) await pause(20);
}

/** Ends the server of a cluster, if it has one, without a word to whoever started it. */
export async function endServer(directory: string): Promise<void> {
  const server = await livePostmaster(await realpath(directory));
  if (!server) return;
  process.kill(server.pid, 'SIGQUIT');
  await ended(server.pid);
}

/** Removes every cluster and folder that a test made. */
export async function removeClusters(): Promise<void> {
  for (const directory of directories.splice(0)) {
    const cluster = await unless(['ENOENT'], realpath(directory));
    if (cluster === undefined) continue;
    await endServer(cluster);
    await rm(cluster, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const folder of folders.splice(0)) {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
