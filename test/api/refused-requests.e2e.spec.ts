import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerToBytes } from '../setup/bytes.js';
import { type Client, openClient } from '../setup/client.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

/** Sends bytes as they are; answers the status, the header and the problem. */
async function send(bytes: string) {
  const answer = await answerToBytes(client.application.url, bytes);
  const final = answer.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, '');
  const [head = '', body = ''] = final.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: JSON.parse(body) };
}

describe('a method that an address has not', () => {
  it.each([
    ['delete', '/v1/airports', 'GET, HEAD'],
    ['post', '/v1/flights/ZZ1-EWR-2026-12-05/seats', 'GET, HEAD'],
    ['get', '/v1/bookings', 'POST'],
    ['options', '/v1/bookings', 'POST'],
    ['patch', '/v1/bookings/4SZU7G', 'GET, HEAD'],
  ] as const)('%s %s: the others are told', async (method, path, allow) => {
    const { status, headers, body } = await request(client.application.url)[method](path);
    expect(status).toBe(405);
    expect(headers['allow']).toBe(allow);
    expect(body.type).toBe('/problems/method-not-allowed');
  });

  it.each(['BREW', 'PROPFIND', 'TRACE'])('%s: is told by any name', async (method) => {
    const { status, head, body } = await send(
      `${method} /v1/airports HTTP/1.1\r\nHost: contrail\r\nConnection: close\r\n\r\n`,
    );
    expect(status).toBe(405);
    expect(head).toMatch('allow: get, head');
    expect(body.type).toBe('/problems/method-not-allowed');
  });

  it('is not looked at where there is nothing', async () => {
    const { status, body } = await request(client.application.url).delete('/v1/hats');
    expect(status).toBe(404);
    expect(body.type).toBe('/problems/not-found');
    expect((await send('BREW /v1/hats HTTP/1.1\r\nHost: contrail\r\n\r\n')).status).toBe(404);
  });
});

describe('an Accept header', () => {
  it.each([
    ['/v1/airports', 'text/html', 406],
    ['/v1/airports', 'application/json;q=0', 406],
    ['/v1/airports', 'text/html, application/*;q=0.1', 200],
    ['/v1/airports', '*/*', 200],
    ['/problems/internal', 'application/json', 406],
    ['/problems/internal', 'text/html', 200],
  ])('%s as %s: %i', async (path, accept, expected) => {
    const { status, body } = await request(client.application.url).get(path).set('Accept', accept);
    expect(status).toBe(expected);
    if (expected === 406) expect(body.type).toBe('/problems/not-acceptable');
  });
});

describe('a body', () => {
  const send = (type: string, body: string) =>
    request(client.application.url)
      .post('/v1/bookings/retrieval')
      .set('Content-Type', type)
      .send(body);

  it.each([
    ...['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'rubbish'],
    ...['application/json; charset=latin1', 'application/json;charset="utf-16"'],
  ])('of type %s is not understood', async (type) => {
    const { status, body } = await send(type, '{}');
    expect(status).toBe(415);
    expect(body.type).toBe('/problems/unsupported-media-type');
  });

  it.each([
    'application/json',
    'application/json; charset=UTF-8',
    'application/json;charset="utf8"',
  ])('of type %s is understood', async (type) => {
    expect((await send(type, '{}')).status).toBe(400);
  });

  it.each([
    ['{"recordLocator": ', 'is not JSON'],
    [Buffer.from([0x22, 0xff, 0x22]), 'is not UTF-8'],
  ])('of %s is told what it is not', async (body, message) => {
    const answer = await fetch(new URL('/v1/bookings/retrieval', client.application.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ in: 'body', path: '', message }] });
  });

  it('is told its properties by their names, whatever they are', async () => {
    const wrong =
      '{"recordLocator":"4SZU7G","familyName":"Earhart","__proto__":{},"constructor":1}';
    const { status, body } = await send('application/json', wrong);
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { in: 'body', path: '/__proto__', message: 'unknown property' },
      { in: 'body', path: '/constructor', message: 'unknown property' },
    ]);
  });
});

describe('a request that Node.js would refuse by itself', () => {
  it.each([
    ['no Host', '', 'Host'],
    ['an unknown expectation', 'Host: contrail\r\nExpect: 200-ok\r\n', 'Expect'],
  ])('%s', async (_, headers, path) => {
    const answer = await send(`GET /health/live HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    expect(answer.status).toBe(400);
    expect(answer.head).toMatch('content-type: application/problem+json');
    expect(answer.body.errors).toMatchObject([{ in: 'header', path }]);
  });

  it.each([
    ['that expects to be continued', '1.1', 'Host: contrail\r\nExpect: 100-continue\r\n'],
    ['of HTTP/1.0 without a Host', '1.0', ''],
  ])('is not one %s', async (_, version, headers) => {
    const bytes = `GET /health/live HTTP/${version}\r\n${headers}Connection: close\r\n\r\n`;
    expect((await send(bytes)).status).toBe(200);
  });
});

describe('bytes that are no request', () => {
  it.each([
    ['no HTTP', 'rubbish\r\n\r\n', 400, 'validation'],
    ['no header', 'GET / HTTP/1.1\r\nrubbish\r\n\r\n', 400, 'validation'],
    [
      'a header over 16 KiB',
      `GET / HTTP/1.1\r\nhost: contrail\r\nhat: ${'x'.repeat(17_000)}\r\n\r\n`,
      431,
      'header-fields-too-large',
    ],
    [
      'an address over 16 KiB',
      `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nhost: contrail\r\n\r\n`,
      431,
      'header-fields-too-large',
    ],
  ])('%s', async (_, bytes, status, name) => {
    const answer = await send(bytes);
    expect(answer.status).toBe(status);
    expect(answer.head).toMatch('content-type: application/problem+json');
    expect(answer.body).toMatchObject({ type: `/problems/${name}`, status });
  });
});
