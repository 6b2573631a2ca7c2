import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBench, toEnd } from './contrail.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
});

afterAll(() => rm(folder, { recursive: true }));

it('a benchmark that Ctrl-C stops leaves no server and no folder', async () => {
  const home = join(folder, 'stopped');
  await mkdir(home);
  const running = startBench({ TMPDIR: home }, 'append');
  await running.told(/PostgreSQL \S+ started on /);
  running.signal('SIGINT');
  const { code, err } = await toEnd(running);
  expect(code).toBe(130);
  expect(err).toMatch(/\nstopped\n$/);
  expect(await readdir(home)).toEqual([]);
  const port = /started on 127\.0\.0\.1:(\d+)/.exec(err)?.[1] ?? 'none';
  const refused = { cause: { code: 'ECONNREFUSED' } };
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject(refused);
});

it('a benchmark that fails tells why, and leaves no folder', async () => {
  const home = join(folder, 'failed');
  await mkdir(home);
  // npm is not found there.
  const { code, err } = await toEnd(startBench({ TMPDIR: home, PATH: home }, 'start'));
  expect(code).toBe(1);
  expect(err).toMatch(/^The benchmark failed: npm start ended before its first 200:\n.*ENOENT/m);
  expect(await readdir(home)).toEqual([]);
});
