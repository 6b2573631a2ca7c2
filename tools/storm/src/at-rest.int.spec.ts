import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { ask } from './ask.js';
import { untilAtRest } from './at-rest.js';

let database: TestDatabase;
let server: Server;
let url: string;
const lags = { relay: 0, 'process-manager': 0 };
const signal = new AbortController().signal;

beforeAll(async () => {
  database = await createDatabase();
  server = createServer((_, answer) => {
    const parts = Object.entries(lags).map(([name, lag]) => [name, { status: 'ok', lag }]);
    answer.end(JSON.stringify({ status: 'ok', parts: Object.fromEntries(parts) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  url = `http://127.0.0.1:${address.port}`;
});

afterEach(async () => {
  Object.assign(lags, { relay: 0, 'process-manager': 0 });
  await ask(database.ownerUrl, 'DELETE FROM timers.timer');
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await database.drop();
});

/** Whether the parts that run come to rest; what does not is given a second. */
async function comesToRest(running = Object.keys(lags), withinMs = 1_000): Promise<boolean> {
  const house = {
    running: (name: string) => (running.includes(name) ? [{ name, pid: 0, url }] : []),
  };
  const { ownerUrl } = database;
  const until = performance.now() + withinMs;
  await untilAtRest({ house, ownerUrl, signal }, until);
  return performance.now() < until;
}

it('what has nothing before it is at rest', async () => {
  expect(await comesToRest()).toBe(true);
});

it.each(['relay', 'process-manager'] as const)('a %s that lags is waited for', async (name) => {
  lags[name] = 1;
  expect(await comesToRest()).toBe(false);
});

it('a process-manager that is being started again is waited for', async () => {
  expect(await comesToRest(['relay'])).toBe(false);
});

it('a timer that is due, or has failed, is waited for; the end of a hold is not', async () => {
  const insert = `INSERT INTO timers.timer (id, task, due_at) VALUES ($1, '{}', now() + $2 * interval '1 second')`;
  await ask(database.ownerUrl, insert, ['expire-hold', 3_600]);
  expect(await comesToRest()).toBe(true);
  await ask(database.ownerUrl, insert, ['refund-payment', 55]);
  const resting = comesToRest(Object.keys(lags), 20_000);
  expect(await Promise.race([resting, pause(300, 'not yet')])).toBe('not yet');
  await ask(database.ownerUrl, `DELETE FROM timers.timer WHERE id = 'refund-payment'`);
  expect(await resting).toBe(true);
});
