import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The code blocks of a language under a heading of the README, in order. */
export async function blocksUnder(heading: string, language: string): Promise<string[]> {
  const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, section = ''] = new RegExp(`## ${heading}\\n([\\s\\S]*?)\\n## `).exec(readme) ?? [];
  return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, of, code = '']) =>
    of === language ? [code] : [],
  );
}

/** What a shell prints of a script, which must succeed. */
export async function runIn(shell: string, script: string): Promise<string> {
  return (await promisify(execFile)(shell, ['-ec', script])).stdout;
}
