import { consistencyToken } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { place } from '../setup/desk.js';
import { scheduleTestFlight } from '../setup/small-flight.js';

let client: Client;

const date = '2027-03-05';
const memory = 'contrail; hit; detail=memory';
const route = { origin: 'EWR', destination: 'IAH', date };

beforeAll(async () => {
  client = await openClient();
  const departsAt = `${date}T18:00:00.000Z`;
  for (const number of [1, 4]) {
    const wanted = { number, seats: 12, departsAt, destination: 'IAH' };
    await scheduleTestFlight(client.eventStore, wanted);
  }
});

afterAll(() => client.stop());

const searched = `/v1/flights?${new URLSearchParams(route).toString()}`;
const flight = `/v1/flights/ZZ1-EWR-${date}`;

describe('a search', () => {
  it('waits for every flight that the Consistency-Token names', async () => {
    const streams = { [`flight-ZZ1-EWR-${date}`]: 1, [`flight-ZZ9-EWR-${date}`]: 1 };
    const behind = { 'Consistency-Token': consistencyToken(streams), Prefer: 'wait=0' };
    const { status, body } = await request(client.application.url).get(searched).set(behind);
    expect(status).toBe(503);
    expect(body.type).toBe('/problems/view-behind');
  });
});

it('a flight is answered from memory as it is after each booking', async () => {
  const flightId = `ZZ4-EWR-${date}`;
  const availability = (headers: Record<string, string> = {}) =>
    request(client.application.url).get(`/v1/flights/${flightId}/availability`).set(headers);
  for (const version of [2, 3]) {
    const { headers } = await place(client.application.url, [flightId]).expect(201);
    const seen = { 'Consistency-Token': headers['consistency-token'] ?? '' };
    expect((await availability(seen).expect(200)).body.version).toBe(version);
    const later = await availability().expect(200);
    expect(later.body).toMatchObject({ version, cabins: [{ available: 13 - version }] });
    expect(later.headers['cache-status']).toBe(memory);
  }
  // Nobody waits for this one, nor reads it from PostgreSQL: it is pushed.
  await place(client.application.url, [flightId]).expect(201);
  await expect.poll(async () => (await availability()).body.version).toBe(4);
});

describe.each([
  ['/v1/airports', memory],
  [searched, memory],
  [flight, memory],
  [`${flight}/availability`, memory],
  [`${flight}/seats`, memory],
])('GET %s', (path, rung) => {
  const get = (headers: Record<string, string> = {}) =>
    request(client.application.url).get(path).set(headers);

  it('is answered by its rung', async () => {
    const { headers } = await get().expect(200);
    const again = await get({ 'If-None-Match': headers['etag'] ?? '' }).expect(304);
    expect(again.headers['cache-status']).toBe(rung);
  });
});
