import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const root = join(import.meta.dirname, '..', '..');

let database: TestDatabase;
let application: RunningApplication;
let flightId: string;

beforeAll(async () => {
  database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(eventStore, 1, 60, 12);
  await eventStore.close();
  application = await startApplication(database, { HOLD_SECONDS: '5' });
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

it('docs/scenario.http plays the whole scenario', async () => {
  const variables = { api: application.url, flight: flightId, operatorKey };
  let scenario = await readFile(join(root, 'docs', 'scenario.http'), 'utf8');
  for (const [name, value] of Object.entries(variables)) {
    scenario = scenario.replace(new RegExp(`^@${name}=.*$`, 'm'), `@${name}=${value}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'contrail-scenario-'));
  await writeFile(join(folder, 'scenario.http'), scenario);
  const command = join(root, 'node_modules', 'httpyac', 'bin', 'httpyac.js');
  const args = [command, 'send', 'scenario.http', '--all', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    timeout: 50_000,
  });
  await rm(folder, { recursive: true });
  const { summary } = JSON.parse(stdout);
  expect(summary).toMatchObject({ totalTests: 22, successTests: 22, failedRequests: 0 });
});
