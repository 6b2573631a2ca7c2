import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestedEdge, type TestedEdge } from '../test/tested-edge.js';

const patient = { timeout: 10_000, interval: 20 };
/** As the parts tell it. */
const brief = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=86400';
let edge: TestedEdge;

beforeAll(async () => {
  edge = await startTestedEdge();
});

afterAll(() => edge.stop());

beforeEach(() => edge.begin());

describe('the edge keeps answers', () => {
  it('as long as they say, and tells from where each came and how old it is', async () => {
    const first = await edge.ask();
    expect(first.headers).toMatchObject({
      age: '0',
      'cache-status': 'contrail; hit; detail=memory, contrail-edge; fwd=miss',
      'x-correlation-id': 'read 1',
    });
    const second = await edge.ask();
    expect(second).toMatchObject({
      status: 200,
      text: first.text,
      headers: {
        'cache-status': 'contrail; hit; detail=memory, contrail-edge; hit',
        'cache-control': 'public, max-age=60',
        etag: '"1-1"',
        date: first.headers['date'],
      },
    });
    expect(second.headers['x-correlation-id']).toBeUndefined();
    expect(edge.asked).toHaveLength(1);
  });

  it('gives an old one at once within stale-while-revalidate, and makes it anew behind it', async () => {
    edge.cacheControl = brief;
    await edge.ask();
    await pause(3_000);
    const stale = await edge.ask();
    expect(stale).toMatchObject({
      text: '{"read":1}',
      headers: { 'cache-status': expect.stringMatching(/contrail-edge; hit; detail=stale$/) },
    });
    expect(Number(stale.headers['age'])).toBeGreaterThanOrEqual(2);
    expect(Number(stale.headers['age'])).toBeLessThanOrEqual(4);
    await expect.poll(() => edge.asked.length, patient).toBe(2);
    await expect.poll(async () => (await edge.ask()).text, patient).toBe('{"read":2}');
  });

  it('asks anew for one that is older than stale-while-revalidate allows', async () => {
    edge.cacheControl = 'public, max-age=1, stale-while-revalidate=1';
    await edge.ask();
    await pause(3_500);
    const { text, headers } = await edge.ask();
    expect([text, headers['age']]).toEqual(['{"read":2}', '0']);
    expect(headers['cache-status']).toMatch(/contrail-edge; fwd=stale$/);
  });

  it('asks once, or a few times where that takes longer than others wait, for what many ask for at once', async () => {
    edge.answer = (asked, response) => void setTimeout(() => edge.read(asked, response), 200);
    const answers = await Promise.all(Array.from({ length: 100 }, () => edge.ask()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    // On a busy machine the first may not be there after a second, and another one is sent on.
    expect(edge.asked.length).toBeLessThanOrEqual(10);
  });

  it.each([
    ['/v1/airports', 'text/csv, application/json; q=0.5'],
    ['/v1/airports', 'text/html,application/xhtml+xml,*/*;q=0.8'],
    ['/problems/sold-out', 'text/html,application/xhtml+xml;q=0.9'],
    ['/problems/sold-out', '*/*'],
  ])('of %s for who takes %s', async (path, accept) => {
    const url = `${path}?${encodeURIComponent(accept)}`;
    expect(await edge.ask({ Accept: accept }, { url })).toMatchObject({ status: 200 });
    expect(await edge.member({ Accept: accept }, { url })).toBe('contrail-edge; hit');
  });

  it('gives what it has where no part answers, and tells how old it is', async () => {
    edge.cacheControl = brief;
    await edge.ask();
    edge.stopPart();
    await pause(2_000);
    const stale = await edge.ask();
    expect(stale).toMatchObject({ status: 200, text: '{"read":1}' });
    expect(Number(stale.headers['age'])).toBeGreaterThanOrEqual(1);
    const unknown = await edge.ask({}, { url: `${edge.path}/unread` });
    expect(unknown.status).toBe(503);
    expect(JSON.parse(unknown.text)).toMatchObject({ type: '/problems/unavailable' });
  });

  it('gives what it has where a part fails, too', async () => {
    edge.cacheControl = brief;
    await edge.ask();
    await pause(2_000);
    edge.answer = (_, response) => response.writeHead(503, { 'cache-control': 'no-store' }).end();
    for (let times = 0; times < 3; times += 1) {
      expect(await edge.ask()).toMatchObject({ status: 200, text: '{"read":1}' });
    }
  });

  it('answers 304 to who has it already', async () => {
    const { headers } = await edge.ask();
    const again = await edge.ask({ 'If-None-Match': headers['etag'] ?? '' });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(again.headers).toMatchObject({ etag: headers['etag'], age: expect.any(String) });
    const other = await edge.ask({ 'If-None-Match': '"1-0"' });
    expect(other.status).toBe(200);
    expect(edge.asked).toHaveLength(1);
  });

  it('for HEAD and GET alike', async () => {
    expect(await edge.ask({}, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect(await edge.ask()).toMatchObject({ text: '{"read":1}' });
    expect(edge.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('in each coding apart, however it is asked for', async () => {
    for (const coding of ['gzip', 'gzip, deflate, br', 'br;q=1.0, GZIP;q=0.5', 'deflate,gzip']) {
      const { headers } = await edge.ask({ 'Accept-Encoding': coding });
      expect([coding, headers['content-encoding'], headers['etag']]).toEqual([
        ...[coding, 'gzip', '"1-1-gzip"'],
      ]);
    }
    for (const coding of ['identity', 'gzip;q=0', 'gzip;q=0.0, br', 'xgzip', '']) {
      const { headers } = await edge.ask({ 'Accept-Encoding': coding });
      expect([coding, headers['content-encoding'], headers['etag']]).toEqual([
        ...[coding, undefined, '"1-2"'],
      ]);
    }
    expect(edge.asked).toHaveLength(2);
  });

  it('whatever the Host that is asked, since none changes an answer', async () => {
    await edge.ask({ Host: 'a.example' });
    expect(await edge.member({ Host: 'b.example' })).toBe('contrail-edge; hit');
  });

  it('apart by their query', async () => {
    await edge.ask({}, { url: `${edge.path}?asOf=1` });
    expect(await edge.member({}, { url: `${edge.path}?asOf=2` })).toBe('contrail-edge; fwd=miss');
    expect(await edge.member({}, { url: `${edge.path}?asOf=1` })).toBe('contrail-edge; hit');
  });

  it('of the past as long as a year', async () => {
    edge.answer = (_, response) =>
      response.writeHead(200, { 'cache-control': 'public, max-age=31536000, immutable' }).end('{}');
    const url = '/v1/history/flights/UA1-EWR-2026-12-05/availability?asOf=2026-11-24T15:50:00.000Z';
    await edge.ask({}, { url });
    await pause(2_000);
    const past = await edge.ask({}, { url });
    expect(past.headers['cache-status']).toBe('contrail-edge; hit');
    expect(Number(past.headers['age'])).toBeGreaterThanOrEqual(1);
    expect(edge.asked).toHaveLength(1);
  });
});
