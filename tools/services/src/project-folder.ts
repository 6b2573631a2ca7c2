import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findUpwards(folder: string): string {
  if (existsSync(join(folder, 'tools', 'services', 'keeper.mjs'))) return folder;
  if (folder === dirname(folder)) {
    throw new Error(`no folder above ${import.meta.dirname} has tools/services/keeper.mjs`);
  }
  return findUpwards(dirname(folder));
}

/** The project's root, from the sources and from dist/. */
export const projectFolder = findUpwards(import.meta.dirname);

/** What is beside the sources of this tool, and not compiled. */
export const servicesFolder = join(projectFolder, 'tools', 'services');
