import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { expect, it } from 'vitest';
import { LiveAvailability } from './live-availability.js';
import { rowAt } from '../../../../../test/setup/availability-row.js';

const updates = 20_000;
/** Large ones: the system itself holds some megabytes for a connection. */
const eventLength = 2_000;
/** What Node.js and a response hold before they ask to wait, 16 KiB each, and an event above it. */
const bound = 2 * 16 * 1024 + 2 * eventLength;

function largeRowAt(version: number) {
  const row = rowAt(version);
  return { ...row, state: { ...row.state, flightId: 'x'.repeat(eventLength) } };
}

it('what waits for a client that does not read is bounded, and the newest reaches it when it does', async () => {
  const live = new LiveAvailability();
  const { streamId } = rowAt(1);
  const responses: ServerResponse[] = [];
  const server = createServer((_, response) => {
    responses.push(response);
    const present = () => Promise.resolve(largeRowAt(1));
    void live.stream(streamId, undefined, present).then((stream) => stream.pipe(response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z
    .custom<AddressInfo>((address) => address instanceof Object)
    .parse(server.address());
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => live.open).toBe(1);

  let most = 0;
  for (let version = 2; version <= updates; version += 1) {
    await live.put([largeRowAt(version)]);
    if (version % 10 !== 0) continue;
    await turn();
    for (const response of responses) most = Math.max(most, response.writableLength);
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(bound);

  const taken: string[] = [];
  client.setEncoding('utf8').on('data', (chunk: string) => taken.push(chunk));
  await expect.poll(() => taken.join(''), { timeout: 10_000 }).toContain(`\nid: 1-${updates}\n`);
  expect(taken.join('').split('\nid: ').length).toBeLessThan(updates / 2);
  client.destroy();
  server.close();
});
