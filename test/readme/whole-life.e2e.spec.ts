import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let application: RunningApplication;

beforeAll(async () => {
  database = await createDatabase();
  application = await startApplication(database, { HOLD_SECONDS: '3' });
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

/** The code blocks of a language in the section of the README. */
async function blocksOf(language: string): Promise<string> {
  const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, section = ''] = /## A booking's whole life\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const blocks = [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  return blocks.flatMap(([, of, code]) => (of === language ? code : [])).join('');
}

// Debian's sh is dash, which knows less than bash and zsh.
it.each(['bash', 'sh'])("a booking's whole life goes in %s as the README tells", async (shell) => {
  const script = (await blocksOf('sh'))
    .replace('http://127.0.0.1:3000', application.url)
    .replace('$(cat .contrail/operator-key)', operatorKey);
  const { stdout } = await promisify(execFile)(shell, ['-ec', script]);
  const shown = (await blocksOf('text')).trimEnd().split('\n');
  expect(shown).toHaveLength(10);
  expect(stdout.trimEnd().split('\n')).toEqual(shown.map((part) => expect.stringContaining(part)));
});
