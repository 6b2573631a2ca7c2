import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, runProgram } from './program.js';
import { unless } from './system-error.js';

const systemUser = 'postgres';

const makeSystemUser: readonly (readonly [string, readonly string[]])[] = [
  ['useradd', ['--system', '--user-group', '--no-create-home', systemUser]],
  ['adduser', ['-S', '-D', '-H', systemUser]],
];

async function look(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map((which) => runProgram('id', [which, name], undefined)),
  );
  if (uid?.code !== 0 || gid?.code !== 0) return undefined;
  return { name, uid: Number(uid.output), gid: Number(gid.output) };
}

async function makeAccount(progress: (line: string) => void): Promise<Account> {
  const refusals: string[] = [];
  for (const [file, args] of makeSystemUser) {
    const made = await unless(['ENOENT'], runProgram(file, args, undefined));
    const account = await look(systemUser);
    if (account) {
      progress(`made the system user ${systemUser}, since PostgreSQL refuses to run as root`);
      return account;
    }
    refusals.push(`${file}: ${made?.output ?? 'not on this system'}`);
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and a system user ${systemUser} could not be made` +
      ` (${refusals.join('; ')}). Start as an ordinary user.`,
  );
}

/**
 * Whom the server runs as: this process's own user (undefined), or, since PostgreSQL refuses root,
 * the owner of an existing cluster, else the system user `postgres`, made where it is missing.
 */
export async function serverAccount(
  directory: string,
  progress: (line: string) => void,
): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const cluster = await unless(['ENOENT', 'ENOTDIR'], stat(join(directory, 'PG_VERSION')));
  if (cluster && cluster.uid !== 0) {
    return { name: `with the id ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid };
  }
  return (await look(systemUser)) ?? (await makeAccount(progress));
}
