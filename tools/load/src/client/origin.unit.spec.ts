import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Origin } from './origin.js';

const server = createServer(() => {
  // As an instance that was stopped: it takes connections, and answers nothing.
});
let origin: Origin;

beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  origin = new Origin(`http://127.0.0.1:${address.port}`, { connections: 2, timeoutMs: 200 });
});

afterEach(async () => {
  server.closeAllConnections();
  await origin.close();
  server.close();
});

it('an instance that does not answer fails all who wait in time, those that have no connection too', async () => {
  const began = performance.now();
  const reads = Array.from({ length: 20 }, () => origin.get({ path: '/', headers: {} }));
  const outcomes = await Promise.allSettled(reads);
  expect(outcomes.map(({ status }) => status)).toEqual(reads.map(() => 'rejected'));
  // One after the other over two connections they would take two seconds.
  expect(performance.now() - began).toBeLessThan(1_000);
});
