import { randomUUID } from 'node:crypto';
import { consistencyToken, type ProblemName, problems } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { bessie, type Held, pay, place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { expectHeaders, expectProblem } from './fitting-answer.js';
import { aheadOfEndpoints } from './openapi-document.js';

let client: Client;
let url: string;
let flightId: string;
let departed: string;
/** In seat 1A. */
let booking: Held;

beforeAll(async () => {
  client = await openClient();
  ({ url } = client.application);
  flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
  departed = await scheduleSmallFlight(client.eventStore, 2, 12);
  await client.post(`/v1/operations/flights/${departed}/departure`, {}).expect(200);
  booking = await client.hold([flightId], { seats: ['1A'] });
});

afterAll(() => client.stop());

const flight = {
  ...{ carrier: 'ZZ', number: 3, origin: 'EWR', destination: 'IAH' },
  ...{ departsAt: '2030-12-05T10:00:00.000Z', arrivesAt: '2030-12-05T14:00:00.000Z' },
  aircraft: { model: 'TEST', seats: 12 },
};

const retrieval = { recordLocator: '222222', familyName: 'X' };

function retrieve() {
  return request(url).post('/v1/bookings/retrieval').send(retrieval);
}

/** How each problem is met. */
const met: Partial<Record<ProblemName, () => Promise<request.Response>>> = {
  validation: async () => place(url, ['ZZ9-EWR-2030-12-05']),
  unauthenticated: async () => request(url).get(`/v1/bookings/${booking.recordLocator}`),
  'payment-declined': async () => pay(url, booking, 'tok_declined'),
  forbidden: async () =>
    client.post(
      `/v1/operations/flights/${flightId}/departure`,
      {},
      { bearer: booking.accessToken },
    ),
  'not-found': async () => request(url).get('/v1/flights/ZZ9-EWR-2030-12-05'),
  'too-large': async () => client.post('/v1/bookings', { hat: 'x'.repeat(64 * 1024) }),
  'unsupported-media-type': async () =>
    client.post('/v1/bookings').set('Content-Type', 'text/plain').send('hat'),
  'method-not-allowed': async () => request(url).delete('/v1/airports'),
  'not-acceptable': async () => request(url).get('/v1/airports').set('Accept', 'text/html'),
  'seat-taken': async () => place(url, [flightId], { seats: ['1A'] }),
  'sold-out': async () => {
    for (const party of [8, 3])
      await place(url, [flightId], { passengers: Array(party).fill(bessie) });
    return place(url, [flightId]);
  },
  'price-changed': async () => {
    const quotedTotal = { amount: 1, currency: 'USD' };
    const other = await scheduleSmallFlight(client.eventStore, 4, 12);
    const segments = [{ flightId: other, cabin: 'economy' }];
    const contact = { email: 'bessie@example.com' };
    return client.post('/v1/bookings', { segments, passengers: [bessie], contact, quotedTotal });
  },
  'flight-closed': async () => place(url, [departed]),
  'booking-state': async () => {
    await pay(url, booking).expect(200);
    return pay(url, booking);
  },
  'flight-exists': async () => {
    await client.post('/v1/operations/flights', flight).expect(201);
    return client.post('/v1/operations/flights', flight);
  },
  'flight-state': async () => client.post(`/v1/operations/flights/${departed}/departure`, {}),
  'idempotency-key-reused': async () => {
    const how = { key: randomUUID() };
    await client.post('/v1/operations/flights', { ...flight, number: 4 }, how).expect(201);
    return client.post('/v1/operations/flights', { ...flight, number: 5 }, how);
  },
  'too-many-requests': async () => {
    for (let tried = 0; tried < 5; tried++) await retrieve();
    return retrieve();
  },
  'view-behind': async () =>
    request(url)
      .get(`/v1/flights/${flightId}`)
      .set('Consistency-Token', consistencyToken({ [`flight-${flightId}`]: 9999 }))
      .set('Prefer', 'wait=0'),
};

describe('the answer of', () => {
  it.each(Object.entries(met))('%s has its members and headers', async (name, meet) => {
    const answer = await meet();
    expect(answer.body.type, answer.text).toBe(`/problems/${name}`);
    expectProblem(answer);
  });
});

it('the problems that are not met here need a fault, a race or patience', () => {
  const others = Object.keys(problems).filter((name) => !(name in met));
  expect(others.toSorted()).toEqual([
    'erased',
    'header-fields-too-large',
    'hold-expired',
    'idempotency-conflict',
    'internal',
    'request-timeout',
    'unavailable',
  ]);
});

it('a method that an address has not is told in the document, with the header of its answer', async () => {
  const { body } = await request(url).get('/openapi.json').expect(200);
  const told = aheadOfEndpoints(body).get('method-not-allowed') ?? expect.unreachable();
  expect([...told]).toEqual([['allow', true]]);
  const answer = await request(url).delete('/v1/airports').expect(405);
  expectHeaders(new Map([...told, ['x-correlation-id', true]]), answer);
});
