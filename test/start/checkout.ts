import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** A new folder that every user may enter, removed with all that the tests write. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-start-'));
  await chmod(folder, 0o755);
  return folder;
}

/**
 * Copies the project, as a clone would have it, to a new folder of that path; its packages are linked
 * to from the present installation, so that nothing has to come from the network.
 */
export async function checkOut(folder: string): Promise<void> {
  const listed = [
    '-c',
    'safe.directory=*',
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  ];
  const { stdout } = await run('git', listed, { cwd: root });
  for (const path of stdout.split('\0').filter((each) => each !== '')) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { preserveTimestamps: true });
  }
  await linkPackages(folder);
}

/** Copies a checkout with what it has built. */
export async function copyCheckout(from: string, folder: string): Promise<void> {
  await cp(from, folder, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !/(^|\/)(node_modules|\.contrail)$/.test(path.slice(from.length)),
  });
  await linkPackages(folder);
}

async function linkPackages(folder: string): Promise<void> {
  const packages = await realpath(join(root, 'node_modules'));
  await run('cp', ['-a', '--link', packages, join(folder, 'node_modules')]).catch(() =>
    // Hard links do not cross devices.
    run('cp', ['-a', packages, join(folder, 'node_modules')]),
  );
}

/** Gives a folder with all that is in it to a user. */
export async function giveTo(uid: number, folder: string): Promise<void> {
  await run('chown', ['-R', '--no-dereference', `${uid}:${uid}`, folder]);
}
