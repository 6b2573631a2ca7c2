import { lstat, readFile, readdir, realpath, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { initialise } from './initialise.js';
import type { Account } from './program.js';
import { canEnter } from './public-home.js';
import { errorCode, unless } from './system-error.js';

async function majorVersion(directory: string): Promise<string | undefined> {
  try {
    return (await readFile(join(directory, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) !== 'EACCES') throw error;
    const { uid } = await stat(directory);
    throw new Error(
      `the PostgreSQL data in ${directory} belongs to another user (id ${uid}): start as that` +
        ' user or as root, or move the folder away to begin with an empty database',
      { cause: error },
    );
  }
}

async function refuseOtherContent(directory: string): Promise<void> {
  if (!(await unless(['ENOENT'], lstat(directory)))) return;
  if (!(await unless(['ENOENT'], stat(directory)))) {
    throw new Error(
      `${directory} is a link to PostgreSQL data that is gone: remove the link to begin with an` +
        ' empty database',
    );
  }
  if ((await readdir(directory)).length > 0 && (await majorVersion(directory)) === undefined) {
    throw new Error(`${directory} is no PostgreSQL data directory, and is not empty`);
  }
  await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(directory));
}

function refuseOtherVersion(directory: string, major: string, { version }: Binaries): void {
  if (major === version.split('.')[0]) return;
  throw new Error(
    `the data in ${directory} was made by PostgreSQL ${major}, and this is PostgreSQL ${version}:` +
      ` start once with PostgreSQL ${major} and export it, or move the folder away to begin with` +
      ' an empty database',
  );
}

// pg_ctl and initdb put paths between double quotes on a command line of sh.
function refuseForShell(path: string): void {
  if (process.platform === 'win32' || !/["`$\\\n]/.test(path)) return;
  throw new Error(
    `PostgreSQL cannot run below ${path}: the characters " \` $ and \\ are not possible in its` +
      ' paths. Move the project to another folder.',
  );
}

/**
 * The real folder of the cluster that lives at `directory`, made on first use.
 *
 * @throws when the folder holds something else, another version's cluster, or another user's
 */
export async function openCluster(
  directory: string,
  owner: { password: string },
  binaries: Binaries,
  account: Account | undefined,
  progress: (line: string) => void,
): Promise<string> {
  refuseForShell(binaries.pgCtl);
  refuseForShell(directory);
  if ((await majorVersion(directory)) === undefined) {
    await refuseOtherContent(directory);
    await initialise(directory, owner, binaries, account, progress);
  }
  const cluster = await realpath(directory);
  refuseForShell(cluster);
  if (account && !(await canEnter(cluster, account))) {
    throw new Error(
      `the user ${account.name}, whom PostgreSQL runs as, cannot enter ${cluster}: let others` +
        ' pass through the folders above it (chmod a+x), or move the project',
    );
  }
  refuseOtherVersion(directory, (await majorVersion(cluster)) ?? 'unknown', binaries);
  return cluster;
}
