import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestedEdge, type TestedEdge } from '../test/tested-edge.js';

let edge: TestedEdge;

beforeAll(async () => {
  edge = await startTestedEdge();
});

afterAll(() => edge.stop());

beforeEach(() => edge.begin());

describe('the edge passes on, and keeps nothing of', () => {
  const isPassedOn = async (...asked: Parameters<TestedEdge['ask']>) => {
    for (let times = 1; times <= 2; times += 1) {
      expect(await edge.member(...asked)).toBe('contrail-edge; fwd=bypass');
      expect(edge.asked).toHaveLength(times);
    }
  };

  it.each([
    ['a read with a Consistency-Token', { 'Consistency-Token': 'Ym9v' }],
    ['a read with a credential', { Authorization: 'Bearer 3QTUWP.x' }],
    ['who does not take JSON', { Accept: 'text/csv' }],
    ['who refuses JSON', { Accept: '*/*, application/json;q=0.0' }],
    ['who takes another JSON', { Accept: 'application/json-patch+json' }],
    ['who takes a version of JSON', { Accept: 'application/json;version=2' }],
  ])('%s', async (_, headers) => {
    await isPassedOn({ ...headers, 'If-None-Match': '"1-0"', Range: 'bytes=0-3' });
    expect(edge.asked[0]?.headers).toMatchObject({
      'if-none-match': '"1-0"',
      range: 'bytes=0-3',
    });
    expect(await edge.member()).toBe('contrail-edge; fwd=miss');
  });

  it('a page of a problem, of who does not take HTML', () =>
    isPassedOn({ Accept: 'application/json' }, { url: '/problems/sold-out' }));

  it('a write', () => isPassedOn({}, { method: 'POST' }));

  it.each(['/metrics', '/health/ready', '/v1/bookings/3QTUWP', '/v1/insights/funnel'])(
    '%s',
    (url) => isPassedOn({}, { url }),
  );

  it.each(['private, max-age=60', 'no-store', 'no-cache', ''])('what is “%s”', async (control) => {
    edge.answer = (_, response) =>
      response.writeHead(200, control === '' ? {} : { 'cache-control': control }).end('{}');
    await edge.ask();
    await edge.ask();
    expect(edge.asked).toHaveLength(2);
  });

  it('a part of an answer: the whole is sent', async () => {
    for (let times = 0; times < 2; times += 1) {
      expect(await edge.ask({ Range: 'bytes=0-3' })).toMatchObject({
        status: 200,
        text: '{"read":1}',
      });
    }
  });
});

describe('the edge has no answer of its own', () => {
  it('to TRACE', async () => {
    edge.answer = (_, response) => response.writeHead(405, { allow: 'GET, HEAD' }).end('{}');
    expect(await edge.ask({}, { method: 'TRACE' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
    expect(edge.asked).toMatchObject([{ method: 'TRACE', url: edge.path }]);
  });

  it.each(['/%00', '/../x', '/%zz', '/v1/%'])(
    'but to the path %s, which it cannot read',
    async (url) => {
      const { status, text } = await edge.ask({}, { url });
      expect(status).toBe(400);
      expect(JSON.parse(text)).toMatchObject({
        type: '/problems/validation',
        errors: [{ in: 'path', path: '', message: expect.stringMatching(/^is no path/) }],
      });
    },
  );
});

it('a stream is passed on as it comes, and never kept', async () => {
  let sendMore = (): void => undefined;
  edge.answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1\n\n');
    sendMore = () => response.end('data: 1\n\n');
  };
  const sent = request(`${edge.url}${edge.path}/stream`, { agent: false }).end();
  const [response]: [IncomingMessage] = await new Promise((resolve) =>
    sent.once('response', (each) => resolve([each])),
  );
  const chunks: string[] = [];
  response.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  // It comes while the part has not ended: nothing else lets the part go on.
  await expect.poll(() => chunks).toEqual(['retry: 1\n\n']);
  sendMore();
  await once(response, 'end');
  expect(chunks).toEqual(['retry: 1\n\n', 'data: 1\n\n']);
  edge.answer = (asked, head) => head.writeHead(200).end(asked.method);
  await edge.ask({}, { method: 'HEAD', url: `${edge.path}/stream` });
  expect(edge.asked.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
});
