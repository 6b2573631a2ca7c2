import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ name: z.string() });

/** The project's `data/`, found from this file upwards: it works from the sources and from dist/. */
export function dataFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (isProject(folder)) return join(folder, 'data');
    if (folder === dirname(folder)) {
      throw new Error(`no folder above ${import.meta.dirname} has contrail's package.json`);
    }
  }
}

function isProject(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    return manifest.safeParse(JSON.parse(text)).data?.name === 'contrail';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
