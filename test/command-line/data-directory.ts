import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startProcess } from '../setup/application.js';

interface DataDirectory {
  data: string;
  remove(): Promise<void>;
}

/** For commands on a database of its own: without one they would take the secret that `npm start` has left in the project. */
export async function emptyDataDirectory(): Promise<DataDirectory> {
  const data = await mkdtemp(join(tmpdir(), 'contrail-empty-'));
  return { data, remove: () => rm(data, { recursive: true }) };
}

/** A data directory that an instance has made, and that is stopped. */
export async function stoppedInstance(): Promise<DataDirectory> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-stopped-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const instance = await startProcess({ CONTRAIL_DATA: data });
  expect(await instance.stop()).toBe(0);
  async function remove() {
    await rm(await realpath(join(data, 'postgres')), { recursive: true });
    await rm(folder, { recursive: true });
  }
  return { data, remove };
}

/** Sees to it that the PostgreSQL that was started, by what was printed, has ended. */
export async function expectPostgresGone(printed: string): Promise<void> {
  const port = /PostgreSQL \S+ (?:started|was running already) on 127\.0\.0\.1:(\d+)/.exec(
    printed,
  )?.[1];
  const refused = { cause: { code: 'ECONNREFUSED' } };
  await expect(fetch(`http://127.0.0.1:${port ?? 'none'}`)).rejects.toMatchObject(refused);
}
