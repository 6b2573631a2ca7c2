import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, runProgram } from './program.js';
import { unless } from './system-error.js';

/** Where PostgreSQL's files go that its user cannot reach in the project's folder. */
export const publicHome = '/var/lib/contrail';

/** Makes {@link publicHome}, enterable by every user whatever the umask. */
export async function openPublicHome(): Promise<void> {
  await mkdir(publicHome, { recursive: true });
  await chmod(publicHome, 0o755);
}

/** Whether a user may pass through every folder above `folder` and into it. */
export async function canEnter(folder: string, account: Account): Promise<boolean> {
  const script = ['-c', 'cd -- "$1"', 'sh', folder];
  return (await runProgram('/bin/sh', script, account)).code === 0;
}

async function letEveryoneRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await letEveryoneRead(path);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Copies a folder, once and whole, to {@link publicHome} under `name`; answers where it is. */
export async function publicCopy(
  folder: string,
  name: string,
  announce: (copy: string) => void,
): Promise<string> {
  const copy = join(publicHome, name);
  if (await unless(['ENOENT'], stat(copy))) return copy;
  announce(copy);
  await openPublicHome();
  const unfinished = await mkdtemp(`${copy}.new-`);
  try {
    await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
    await letEveryoneRead(unfinished);
    await unless(['EEXIST', 'ENOTEMPTY'], rename(unfinished, copy));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return copy;
}
