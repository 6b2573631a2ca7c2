import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServed, type Served } from '../setup/served.js';

let client: Served;
/** Of economy alone. */
let flightIds: [string, string];

beforeAll(async () => {
  client = await openServed();
  flightIds = [
    await client.schedule({ number: 2, seats: 12 }),
    await client.schedule({ number: 3, seats: 12 }),
  ];
});

afterAll(() => client.stop());

const passengers = [{ givenName: 'Bessie', familyName: 'Coleman' }];
const contact = { email: 'bessie@example.com' };
const segments = [{ flightId: 'ZZ1-EWR-2026-12-05', cabin: 'economy' }];

function post(body: unknown, headers: Record<string, string> = {}) {
  return request(client.application.url)
    .post('/v1/bookings')
    .set({ 'Content-Type': 'application/json', ...headers })
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

function withKey(body: unknown) {
  return post(body, { 'Idempotency-Key': randomUUID() });
}

function get(path: string, headers: Record<string, string> = {}) {
  return request(client.application.url).get(path).set(headers);
}

function fault(place: string, path: string) {
  return expect.objectContaining({ in: place, path });
}

describe('a request that is not well-formed', () => {
  it('hears of all its faults at once, in the headers and in the body', async () => {
    const { status, body, headers } = await post({ segments: [], passengers, hat: 1 });
    expect(status).toBe(400);
    expect(headers['content-type']).toMatch('application/problem+json');
    expect(body).toMatchObject({ type: '/problems/validation', status: 400 });
    expect(body.errors).toEqual([
      fault('header', 'Idempotency-Key'),
      fault('body', '/segments'),
      fault('body', '/contact'),
      fault('body', '/hat'),
    ]);
  });

  it.each([
    ['a flight that is not there', { segments, passengers, contact }, '/segments/0/flightId'],
    [
      'a date that is not in the calendar',
      { segments: [{ ...segments[0], flightId: 'ZZ1-EWR-2026-02-30' }], passengers, contact },
      '/segments/0/flightId',
    ],
    [
      'a flight twice',
      { segments: [segments[0], segments[0]], passengers, contact },
      '/segments/1/flightId',
    ],
    [
      'fewer seats than passengers',
      { segments: [{ ...segments[0], seats: ['1A', '1C'] }], passengers, contact },
      '/segments/0/seats',
    ],
    [
      'a name of control characters',
      { segments, passengers: [{ givenName: 'a\u0000b', familyName: 'C' }], contact },
      '/passengers/0/givenName',
    ],
    ['no object at all', [], ''],
    ['no JSON at all', '{"segments": [', ''],
    ['nothing', '', ''],
  ])('is told where: %s', async (_, body, path) => {
    const answer = await withKey(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([fault('body', path)]);
  });

  it('hears of what no flight can meet in any segment, before any seat is asked for', async () => {
    const [first, second] = flightIds;
    const taken = { flightId: first, cabin: 'economy', seats: ['1A'] };
    await withKey({ segments: [taken], passengers, contact }).expect(201);
    const beside = (...others: object[]) =>
      withKey({ segments: [taken, ...others], passengers, contact });
    expect((await beside(segments[0] ?? {})).body.errors).toEqual([
      fault('body', '/segments/1/flightId'),
    ]);
    const wrong = { flightId: second, cabin: 'business' };
    const unknownFlight = { flightId: 'ZZ9-EWR-2026-12-05', cabin: 'economy' };
    expect((await beside(wrong, unknownFlight)).body.errors).toEqual([
      fault('body', '/segments/1/cabin'),
      fault('body', '/segments/2/flightId'),
    ]);
    const seats = ['98A', '99A'];
    const party = {
      passengers: [...passengers, ...passengers],
      contact,
      segments: [{ flightId: second, cabin: 'economy', seats }],
    };
    expect((await withKey(party)).body.errors).toEqual([
      fault('body', '/segments/0/seats/0'),
      fault('body', '/segments/0/seats/1'),
    ]);
  });

  it.each([
    ['/v1/flights/rubbish', {}, fault('path', 'flightId')],
    ['/v1/flights/%00/availability', {}, fault('path', 'flightId')],
    ['/v1/flights/ZZ1-EWR-2026-12-05?hat=1', {}, fault('query', 'hat')],
    [
      '/v1/flights/ZZ1-EWR-2026-12-05/seats',
      { 'Consistency-Token': '%' },
      fault('header', 'Consistency-Token'),
    ],
    ['/v1/flights/%ZZ', {}, fault('path', '')],
    [
      '/v1/flights?origin=EWR&destination=IAH&date=2026-12-05&passengers=0x2',
      {},
      fault('query', 'passengers'),
    ],
  ])('is told where: GET %s', async (path, headers, error) => {
    const answer = await get(path, headers);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([error]);
  });
});

describe('a request that cannot be met', () => {
  it.each([
    ['/v1/flights/ZZ1-EWR-2026-12-05', 404, 'not-found'],
    ['/v1/flights/ZZ1-EWR-2026-12-05/availability', 404, 'not-found'],
    ['/v1/bookings/4SZU7G', 401, 'unauthenticated'],
    ['/v1/hats', 404, 'not-found'],
  ])('GET %s: %i', async (path, status, name) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ type: `/problems/${name}`, status });
  });

  it('is too large over 64 KiB', async () => {
    const answer = await withKey(JSON.stringify({ hat: 'x'.repeat(64 * 1024) }));
    expect(answer.status).toBe(413);
    expect(answer.body.type).toBe('/problems/too-large');
  });

  it('is not JSON', async () => {
    const answer = await post('a=1', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(415);
    expect(answer.body.type).toBe('/problems/unsupported-media-type');
  });
});
