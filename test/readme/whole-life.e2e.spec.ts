import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let application: RunningApplication;
let flightId: string;

beforeAll(async () => {
  database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(eventStore, 1, 60, 12);
  await eventStore.close();
  application = await startApplication(database, { HOLD_SECONDS: '3' });
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

it("a booking's whole life in the README goes as it is told", async () => {
  const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const section = /## A booking's whole life\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const script = blocks
    .join('\n')
    .replace('http://127.0.0.1:3000', application.url)
    .replace(/^flight=.*$/m, `flight=${flightId}`)
    .replace('origin=JFK&destination=SJU', 'origin=EWR&destination=IAH')
    .replace(/date=[\d-]+/, `date=${flightId.slice(-10)}`)
    .replace('$(cat .contrail/operator-key)', operatorKey);
  const { stdout } = await promisify(execFile)('bash', ['-ec', script]);
  const told = stdout.trim().split('\n');
  expect(told).toEqual([
    expect.stringContaining(`{"flights":[{"flightId":"${flightId}"`),
    expect.stringContaining('"status":"ticketed"'),
    expect.stringContaining('"seats":["11C"]'),
    expect.stringMatching(/"boardingPasses":\[.*"bcbp":"M1EARHART/),
    expect.stringContaining('"status":"ticketed"'),
    expect.stringMatching(/"status":"cancelled".*"refund":/),
    expect.stringContaining('"status":"expired"'),
    expect.stringContaining('"status":"ticketed"'),
    expect.stringMatching(/"status":"cancelled".*"availability"/),
    expect.stringMatching(/"status":"cancelled".*"status":"refunded"/),
  ]);
});
