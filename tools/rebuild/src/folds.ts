import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What folds are made of, beside their events: what is begun by one of these is not finished by another. */
const libraries = ['domain', 'contracts', 'views/src/folds'];

/** Tells the code of the folds apart, by its files. */
export async function foldsOfThisCode(): Promise<string> {
  const hash = createHash('sha256');
  for (const library of libraries) {
    const folder = join(import.meta.dirname, '..', '..', '..', 'libs', library);
    const files = await readdir(folder, { recursive: true });
    for (const file of files.filter((name) => /\.[jt]s$/.test(name)).toSorted()) {
      hash.update(file).update(await readFile(join(folder, file)));
    }
  }
  return hash.digest('hex');
}
