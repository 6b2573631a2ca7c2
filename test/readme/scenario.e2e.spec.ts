import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

const root = join(import.meta.dirname, '..', '..');

let database: TestDatabase;
let application: RunningApplication;

beforeAll(async () => {
  database = await createDatabase();
  application = await startApplication(database, { HOLD_SECONDS: '5' });
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

it('docs/scenario.http plays the whole scenario', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'contrail-scenario-'));
  const operatorKeyFile = join(folder, 'operator-key');
  await writeFile(operatorKeyFile, operatorKey);
  let scenario = await readFile(join(root, 'docs', 'scenario.http'), 'utf8');
  for (const [name, value] of Object.entries({ api: application.url, operatorKeyFile })) {
    scenario = scenario.replace(new RegExp(`^@${name}=.*$`, 'm'), `@${name}=${value}`);
  }
  await writeFile(join(folder, 'scenario.http'), scenario);
  const command = join(root, 'node_modules', 'httpyac', 'bin', 'httpyac.js');
  const args = [command, 'send', 'scenario.http', '--all', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    timeout: 50_000,
  });
  await rm(folder, { recursive: true });
  const { summary } = JSON.parse(stdout);
  expect(summary).toMatchObject({ totalTests: 23, successTests: 23, failedRequests: 0 });
});
