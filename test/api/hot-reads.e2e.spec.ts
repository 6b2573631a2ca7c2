import { gunzipSync } from 'node:zlib';
import request from 'supertest';
import { request as send } from 'undici';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answerToBytes } from '../setup/bytes.js';
import { type Client, openClient } from '../setup/client.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

/** Nothing has ever left on it. */
const never = 'EWR-2031-01-01';

let client: Client;
let flightId: string;
/** Of its availability. */
let path: string;

beforeAll(async () => {
  client = await openClient({ LOG_LEVEL: 'debug' });
  flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
  path = `/v1/flights/${flightId}/availability`;
  const isInMemory = async () =>
    (await get()).headers['cache-status'] === 'contrail; hit; detail=memory';
  await vi.waitUntil(isInMemory, { timeout: 20_000 });
});

afterAll(() => client.stop());

/** By default as it is answered before routing; a query, though empty, is for the router. */
function get(headers: Record<string, string> = {}, to = path) {
  return request(client.application.url)
    .get(to)
    .set({ 'Accept-Encoding': 'identity', ...headers });
}

/** As they are sent: supertest unpacks them. */
async function bytesOf(headers: Record<string, string>, to = path): Promise<Buffer> {
  const { body } = await send(`${client.application.url}${to}`, { headers });
  return Buffer.from(await body.arrayBuffer());
}

/** Without what differs from one answer to the next. */
function alike({ status, headers, text }: request.Response) {
  const { date, 'x-correlation-id': id, ...others } = headers;
  expect(date).toBeDefined();
  expect(id).toMatch(/^[\da-f-]{36}$/);
  return { status, headers: others, text };
}

/** Those that were answered before routing: the router's debugging line has its correlation id in another place. */
async function lines(correlationId: string): Promise<string[]> {
  const found = () => client.application.logged().filter((line) => line.includes(correlationId));
  await expect.poll(found).toHaveLength(1);
  return found();
}

describe.each(['', '/availability', '/seats'])(
  'a read of a flight%s, answered before routing or by the router',
  (what) => {
    const to = () => `/v1/flights/${flightId}${what}`;

    it.each([
      [200, {}],
      [200, { 'Accept-Encoding': 'gzip, deflate, br' }],
      [200, { 'Accept-Encoding': 'gzip;q=0' }],
      [200, { 'Accept-Encoding': 'br' }],
      [200, { 'If-None-Match': '"other"' }],
      [304, { 'If-None-Match': '*' }],
      [304, { 'If-None-Match': '*', 'Accept-Encoding': 'gzip' }],
    ])('is %i with the same headers and body: %o', async (status, headers) => {
      const [hot, routed] = [await get(headers, to()), await get(headers, `${to()}?`)];
      expect(hot.status).toBe(status);
      expect(alike(hot)).toEqual(alike(routed));
    });

    it.each([
      ['a token', { 'Consistency-Token': 'malformed!' }, 400],
      ['an Accept', { Accept: 'text/html' }, 406],
    ])('is routed with %s', async (_, headers, status) => {
      await get(headers, to()).expect(status);
    });

    it.each([
      ['without a Host', ''],
      ['with an Expect', 'Host: x\r\nExpect: a-miracle\r\n'],
    ])('is routed %s', async (_, headers) => {
      const bytes = `GET ${to()} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;
      expect(await answerToBytes(client.application.url, bytes)).toMatch(/^HTTP\/1.1 400 /);
    });

    it('is counted and logged the same way', async () => {
      const route = `route="/v1/flights/:flightId${what}",status="200"`;
      const counted = async () => {
        const { text } = await request(client.application.url).get('/metrics');
        const name = 'contrail_http_request_duration_seconds_count';
        const line = text
          .split('\n')
          .find((each) => each.startsWith(`${name}{method="GET",${route}`));
        return Number(line?.split(' ').at(-1) ?? 0);
      };
      const before = await counted();
      const answers = [await get({}, to()), await get({}, `${to()}?`)];
      await expect.poll(counted).toBe(before + 2);
      for (const { headers } of answers) {
        const [line = ''] = await lines(headers['x-correlation-id'] ?? '');
        expect(JSON.parse(line)).toMatchObject({
          msg: 'answered',
          method: 'GET',
          route: `/v1/flights/:flightId${what}`,
          status: 200,
          ms: expect.any(Number),
        });
      }
    });
  },
);

describe('content codings', () => {
  it('are other bytes, by another strong ETag', async () => {
    const [plain, zipped] = [await get(), await get({ 'Accept-Encoding': 'gzip' })];
    expect(zipped.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/json; charset=utf-8',
      vary: 'Accept-Encoding, Consistency-Token',
      etag: plain.headers['etag']?.replace(/"$/, '-gzip"'),
    });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.headers['etag']).toMatch(/^"\d+-\d+"$/);
    const bytes = await bytesOf({ 'Accept-Encoding': 'gzip' });
    expect(`${bytes.length}`).toBe(zipped.headers['content-length']);
    expect(gunzipSync(bytes).toString()).toBe(plain.text);
    expect(await bytesOf({ 'Accept-Encoding': 'gzip' }, `${path}?`)).toEqual(bytes);
  });

  it('are not taken for each other by If-None-Match', async () => {
    const { headers } = await get();
    await get({ 'If-None-Match': headers['etag'] ?? '' }).expect(304);
    await get({ 'If-None-Match': headers['etag'] ?? '', 'Accept-Encoding': 'gzip' }).expect(200);
  });

  it.each(['/v1/airports', '/v1/flights?origin=EWR&destination=IAH&date=2026-12-05'])(
    'there are of %s too',
    async (other) => {
      const [plain, zipped] = [
        await get({}, other),
        await get({ 'Accept-Encoding': 'gzip' }, other),
      ];
      expect(zipped.headers['content-encoding']).toBe('gzip');
      expect(zipped.body).toEqual(plain.body);
    },
  );
});

it('requests on one connection are answered in their order, however each is answered', async () => {
  // All at once: those that are unknown are looked up in PostgreSQL, those between them have been answered by then.
  const asked = Array.from({ length: 20 }, (_, each) =>
    each % 2 ? flightId : `UA${each + 1}-${never}`,
  );
  const requests = asked.map(
    (each) => `GET /v1/flights/${each}/availability HTTP/1.1\r\nHost: x\r\n\r\n`,
  );
  const last = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  const answer = await answerToBytes(client.application.url, [...requests, last].join(''));
  const answered = answer.matchAll(/"flightId":"([^"]+)"|there is no flight ([^"]+)"/g);
  expect([...answered].map(([, found, unknown]) => found ?? unknown)).toEqual([...asked, flightId]);
});
