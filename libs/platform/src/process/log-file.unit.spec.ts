import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogFile, logFolder } from './log-file.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'contrail-log-'));
});

afterEach(() => rm(directory, { recursive: true }));

/** What the next file to be opened gets. */
function lowestFreeDescriptor(): number {
  const descriptor = openSync(directory, 'r');
  closeSync(descriptor);
  return descriptor;
}

const kept = (name: string) => readFile(join(logFolder(directory), name), 'utf8');

it('a log goes on where the process before left it', async () => {
  new LogFile(directory, 'relay').write('one\n');
  new LogFile(directory, 'relay').write('two\n');
  expect(await kept('relay.log')).toBe('one\ntwo\n');
});

it('the newest lines are kept, in two files of bounded size', async () => {
  const log = new LogFile(directory, 'relay', 100);
  for (let line = 100; line < 200; line += 1) log.write(`line ${line}\n`);
  expect((await readdir(logFolder(directory))).sort()).toEqual(['relay.log', 'relay.log.1']);
  const [before, now] = [await kept('relay.log.1'), await kept('relay.log')];
  expect(before.length).toBeLessThan(110);
  expect(now.length).toBeLessThan(110);
  const lines = `${before}${now}`.trim().split('\n');
  expect(lines.at(-1)).toBe('line 199');
  expect(lines.length).toBeGreaterThan(11);
});

it('a log that is closed holds no file open, and takes no more lines', async () => {
  const free = lowestFreeDescriptor();
  const log = new LogFile(directory, 'relay');
  log.write('one\n');
  expect(lowestFreeDescriptor()).not.toBe(free);
  log.close();
  expect(lowestFreeDescriptor()).toBe(free);
  log.close();
  log.write('two\n');
  expect(await kept('relay.log')).toBe('one\n');
});

it('a log that cannot be begun anew is told of once, and who logs goes on', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const log = new LogFile(directory, 'relay', 10);
  log.write('the first line\n');
  await rm(logFolder(directory), { recursive: true });
  for (const line of ['two', 'three']) log.write(`${line}\n`);
  expect(told.mock.calls).toEqual([[expect.stringContaining('relay.log cannot be written')]]);
});
