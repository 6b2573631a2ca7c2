import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.js';
import { isAlive } from './postmaster.js';
import { type Account, runProgram } from './program.js';
import { canEnter, openPublicHome, publicHome } from './public-home.js';
import { unless } from './system-error.js';

const unfinished = /^new-cluster-(\d+)-/;
const madeByAnother = ['EEXIST', 'ENOTEMPTY'];

// A start killed in the middle of initdb leaves its folder behind.
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = unfinished.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initdb(
  data: string,
  passwordFile: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  const flags = ['--username=contrail', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const text = ['--encoding=UTF8', '--locale=C'];
  const collation = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', data, ...flags, ...text, ...collation, '--no-instructions'];
  const { code, output } = await runProgram(binaries.initdb, args, account, true);
  if (code !== 0) throw new Error(`initdb failed: ${output}`);
}

async function place(data: string, directory: string, reachable: boolean): Promise<void> {
  if (reachable) {
    await unless(madeByAnother, rename(data, directory));
    return;
  }
  const cluster = join(publicHome, `cluster-${randomBytes(6).toString('hex')}`);
  await rename(data, cluster);
  const linked = await unless(
    madeByAnother,
    symlink(cluster, directory).then(() => true),
  );
  if (!linked) await rm(cluster, { recursive: true });
}

/**
 * Makes the cluster of `directory`: beside it, then put in its place whole, so that neither an
 * interruption nor a second start at the same instant leaves half of one. Where `account` cannot
 * enter, the cluster lives in {@link publicHome} and `directory` becomes a link to it.
 */
export async function initialise(
  directory: string,
  { password }: { password: string },
  binaries: Binaries,
  account: Account | undefined,
  progress: (line: string) => void,
): Promise<void> {
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  const reachable = !account || (await canEnter(parent, account));
  if (!reachable) await openPublicHome();
  const folder = reachable ? parent : publicHome;
  progress(
    reachable
      ? `PostgreSQL ${binaries.version}: making the database in ${directory}`
      : `PostgreSQL ${binaries.version}: making the database in ${folder}, since the user` +
          ` ${account.name} cannot enter ${parent}`,
  );
  await removeAbandoned(folder);
  const workshop = await mkdtemp(join(folder, `new-cluster-${process.pid}-`));
  const passwordFile = join(workshop, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) {
      await chown(passwordFile, account.uid, account.gid);
      await chown(workshop, account.uid, account.gid);
    }
    await initdb(join(workshop, 'data'), passwordFile, binaries, account);
    await place(join(workshop, 'data'), directory, reachable);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}
