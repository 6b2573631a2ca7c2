import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpCache } from './http-cache.js';
import { Origin } from './origin.js';

let answers: { status: number; headers: Record<string, string>; body: string };
let asked: IncomingHttpHeaders[];
let origin: Origin;

const server = createServer(({ headers }, response) => {
  asked.push(headers);
  const isKnown = headers['if-none-match'] === answers.headers['etag'];
  const status = answers.status === 200 && isKnown ? 304 : answers.status;
  response.writeHead(status, answers.headers).end(status === 304 ? '' : answers.body);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => void server.close());

beforeEach(() => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  origin = new Origin(`http://127.0.0.1:${address.port}`, { connections: 4, timeoutMs: 5_000 });
  asked = [];
  answers = {
    status: 200,
    headers: {
      etag: '"1-1"',
      'cache-control': 'public, max-age=1, stale-while-revalidate=10',
      'cache-status': 'contrail; hit; detail=memory',
    },
    body: 'first',
  };
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterEach(async () => {
  vi.useRealTimers();
  await origin.close();
});

const read = { path: '/v1/flights/one/availability', headers: {} };
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

function browser() {
  return new HttpCache(origin, { rung: 'browser', entries: 10 });
}

describe('a cache of HTTP', () => {
  it('answers what is fresh by itself, and tells that it did', async () => {
    const cache = browser();
    expect(await cache.get(read)).toMatchObject({ body: 'first', rung: 'memory' });
    expect(await cache.get(read)).toMatchObject({ body: 'first', rung: 'browser' });
    expect(asked).toHaveLength(1);
  });

  it('answers what is a little stale at once, and asks for the next one behind it', async () => {
    const cache = browser();
    await cache.get(read);
    later(5);
    Object.assign(answers, { body: 'second', headers: { ...answers.headers, etag: '"1-2"' } });
    expect(await cache.get(read)).toMatchObject({ body: 'first', rung: 'browser' });
    await expect.poll(async () => (await cache.get(read)).body).toBe('second');
    expect(asked).toHaveLength(2);
  });

  it('asks whether what is too old has changed, and keeps it when it has not', async () => {
    const cache = browser();
    await cache.get(read);
    later(60);
    expect(await cache.get(read)).toMatchObject({ status: 200, body: 'first', rung: 'memory' });
    expect(asked.at(-1)).toMatchObject({ 'if-none-match': '"1-1"' });
    expect(await cache.get(read)).toMatchObject({ rung: 'browser' });
  });

  it('asks once for what many want at once', async () => {
    const cache = browser();
    const all = await Promise.all(Array.from({ length: 20 }, () => cache.get(read)));
    expect(new Set(all.map(({ body }) => body))).toEqual(new Set(['first']));
    expect(asked).toHaveLength(1);
  });

  it('goes by the clock that it is given', async () => {
    let now = 0;
    const cache = new HttpCache(origin, { rung: 'browser', entries: 10, now: () => now });
    await cache.get(read);
    later(3600);
    expect(await cache.get(read)).toMatchObject({ rung: 'browser' });
    now = 3_600_000;
    expect(await cache.get(read)).toMatchObject({ rung: 'memory' });
  });

  it('keeps no error, and nothing that may not be kept', async () => {
    const cache = browser();
    answers.headers['cache-control'] = 'no-store';
    await cache.get(read);
    answers.status = 503;
    expect(await cache.get(read)).toMatchObject({ status: 503 });
    answers.status = 200;
    expect(await cache.get(read)).toMatchObject({ status: 200, rung: 'memory' });
    expect(asked).toHaveLength(3);
  });
});

it.each([
  ['contrail; hit; detail=memory', 'memory'],
  ['contrail; fwd=miss; detail=postgres', 'postgres'],
  ['contrail; hit; detail=memory, contrail-edge; hit', 'edge'],
  ['contrail; hit; detail=redis, contrail-edge; fwd=miss', 'redis'],
  ['', undefined],
])('who answered is told by the header: %s', async (cacheStatus, rung) => {
  answers.headers['cache-status'] = cacheStatus;
  expect((await origin.get(read)).rung).toBe(rung);
});
