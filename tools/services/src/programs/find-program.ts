import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { unless } from '../postgres/system-error.js';

// Debian keeps nginx where an ordinary user's PATH does not lead.
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The path of a program of this machine, or undefined. */
export async function findProgram(name: string): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...folders, ...systemFolders]) {
    const path = join(folder, name);
    const refusals = ['ENOENT', 'ENOTDIR', 'EACCES'];
    const found = access(path, constants.X_OK).then(() => true);
    if (await unless(refusals, found)) return path;
  }
  return undefined;
}
