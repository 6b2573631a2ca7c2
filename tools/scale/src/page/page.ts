import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataFolder } from '#reference-data';
import { simulated } from '../simulation/simulated.js';
import { followers, storage, writeSide } from './bookings.js';
import { breaks, needs } from './breaks.js';
import { assumptions, measuredFigures } from './figures.js';
import { below, distances, ladder, misses, readSide } from './reads.js';

const file = join(dirname(dataFolder()), 'docs', 'scale.md');

/** The page's tables by their names, which stand in its markers. */
export async function tables(): Promise<Record<string, string>> {
  const all = await simulated();
  return {
    breaks: breaks(all),
    ladder: ladder(all),
    misses: misses(all),
    below: below(all),
    'read-side': readSide(all),
    distances: distances(all),
    'write-side': writeSide(all),
    followers: followers(all),
    storage: storage(all),
    needs: needs(all),
    measured: measuredFigures(),
    assumed: assumptions(),
  };
}

/** The page with these tables between its markers. @throws Error that names a marker that is missing */
export function withTables(page: string, made: Readonly<Record<string, string>>): string {
  return Object.entries(made).reduce((text, [name, content]) => {
    const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(\\n<!-- /${name} -->)`);
    if (!marked.test(text)) throw new Error(`the page has no marker ${name}`);
    return text.replace(marked, (_, begin: string, end: string) => `${begin}\n${content}\n${end}`);
  }, page);
}

export function readPage(): Promise<string> {
  return readFile(file, 'utf8');
}

export async function writePage(made: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(file, withTables(await readPage(), made));
}
