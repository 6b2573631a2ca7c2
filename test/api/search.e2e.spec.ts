import { consistencyToken } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { bessie, place } from '../setup/desk.js';
import { scheduleTestFlight } from '../setup/small-flight.js';

let client: Client;
let flightIds: string[];

const date = '2027-03-05';
const memory = 'contrail; hit; detail=memory';
const route = { origin: 'EWR', destination: 'IAH', date };

beforeAll(async () => {
  client = await openClient();
  const schedule = (number: number, seats: number, departsAt: string, destination = 'IAH') =>
    scheduleTestFlight(client.eventStore, { number, seats, departsAt, destination, date });
  flightIds = [
    await schedule(1, 4, '2027-03-05T18:00:00.000Z'),
    // 23:30 in Newark: still the 5th there.
    await schedule(2, 150, '2027-03-06T04:30:00.000Z'),
    await schedule(3, 12, '2027-03-05T12:00:00.000Z'),
    await schedule(4, 12, '2027-03-05T12:00:00.000Z', 'ATL'),
    await schedule(5, 6, '2027-03-05T12:00:00.000Z', 'ORD'),
  ];
});

afterAll(() => client.stop());

function search(query: Record<string, string>, headers: Record<string, string> = {}) {
  const versions = Object.fromEntries(flightIds.map((id) => [`flight-${id}`, 1]));
  const seen = { 'Consistency-Token': consistencyToken(versions) };
  return request(client.application.url)
    .get('/v1/flights')
    .query(query)
    .set({ ...seen, ...headers });
}

async function numbers(
  query: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<number[]> {
  const { body } = await search(query, headers).expect(200);
  const flights: { number: number }[] = body.flights;
  return flights.map(({ number }) => number);
}

describe('a search', () => {
  it('lists the flights of a route on a date of its origin, by departure', async () => {
    expect(await numbers(route)).toEqual([3, 1, 2]);
    expect(await numbers({ ...route, destination: 'ATL' })).toEqual([4]);
  });

  it('keeps flights with enough free seats in one cabin', async () => {
    expect(await numbers({ ...route, passengers: '4' })).toEqual([3, 1, 2]);
    expect(await numbers({ ...route, passengers: '5' })).toEqual([3, 2]);
    expect(await numbers({ ...route, cabin: 'business' })).toEqual([2]);
    expect(await numbers({ ...route, passengers: '9', cabin: 'economy' })).toEqual([3, 2]);
  });

  it('counts the seats that are free: those that are held drop a flight out', async () => {
    const toChicago = { ...route, destination: 'ORD' };
    expect(await numbers({ ...toChicago, passengers: '6' })).toEqual([5]);
    const held = await place(client.application.url, [`ZZ5-EWR-${date}`], {
      passengers: [bessie, bessie],
    }).expect(201);
    const seen = { 'Consistency-Token': held.headers['consistency-token'] ?? '' };
    for (const wanted of [{}, { cabin: 'economy' }]) {
      expect(await numbers({ ...toChicago, ...wanted, passengers: '5' }, seen)).toEqual([]);
      expect(await numbers({ ...toChicago, ...wanted, passengers: '4' }, seen)).toEqual([5]);
    }
  });

  it('lists flights as they are shown one by one', async () => {
    const { body } = await search(route);
    const flight = await request(client.application.url).get(`/v1/flights/${flightIds[2] ?? ''}`);
    expect(body.flights[0]).toEqual(flight.body);
  });

  it('lists none where there is none', async () => {
    expect(await numbers({ ...route, date: '2027-03-06' })).toEqual([]);
  });

  it('names every airport that it does not know', async () => {
    const { status, body } = await search({ ...route, origin: 'XXX', destination: 'YYY' });
    expect(status).toBe(400);
    expect(body.type).toBe('/problems/validation');
    expect(body.errors).toMatchObject([
      { in: 'query', path: 'origin' },
      { in: 'query', path: 'destination' },
    ]);
  });

  it('waits for every flight that the Consistency-Token names', async () => {
    const streams = { [`flight-${flightIds[0] ?? ''}`]: 1, 'flight-ZZ9-EWR-2027-03-05': 1 };
    const behind = { 'Consistency-Token': consistencyToken(streams), Prefer: 'wait=0' };
    const { status, body } = await search(route, behind);
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

describe('the airports', () => {
  it('are listed by their code', async () => {
    const { body } = await request(client.application.url).get('/v1/airports').expect(200);
    expect(body.airports.length).toBeGreaterThan(100);
    expect(body.airports).toContainEqual(
      expect.objectContaining({ iata: 'EWR', timeZone: 'America/New_York' }),
    );
  });
});

const searched = `/v1/flights?${new URLSearchParams(route).toString()}`;
const flight = `/v1/flights/ZZ1-EWR-${date}`;

describe.each([
  ['/v1/airports', memory],
  [searched, memory],
  [flight, memory],
  [`${flight}/availability`, memory],
  [`${flight}/seats`, memory],
])('GET %s', (path, rung) => {
  const get = (headers: Record<string, string> = {}) =>
    request(client.application.url).get(path).set(headers);

  it('may be cached, and is not sent to who has it', async () => {
    const { headers } = await get().expect(200);
    expect(headers).toMatchObject({
      etag: expect.stringMatching(/^"[\w-]+"$/),
      age: '0',
      vary: 'Accept-Encoding, Consistency-Token',
      'cache-control': expect.stringMatching(
        /^public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+$/,
      ),
      'cache-status': expect.stringMatching(/^contrail; (hit|fwd=miss); detail=/),
    });
    const again = await get({ 'If-None-Match': `"other", W/${headers['etag'] ?? ''}` });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    expect(again.headers['etag']).toBe(headers['etag']);
    expect(again.headers['cache-status']).toBe(rung);
  });

  it('is not stored with a Consistency-Token', async () => {
    const token = consistencyToken({ [`flight-ZZ1-EWR-${date}`]: 1 });
    const { headers } = await get({ 'Consistency-Token': token }).expect(200);
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each(['gzip', 'identity'])(
    'answers HEAD with the same headers and no body: %s',
    async (coding) => {
      const { headers } = await get({ 'Accept-Encoding': coding }).expect(200);
      const head = await request(client.application.url)
        .head(path)
        .set('Accept-Encoding', coding)
        .expect(200);
      expect(head.text).toBeFalsy();
      const names = ['etag', 'content-type', 'content-length', 'content-encoding'];
      for (const name of [...names, 'vary', 'cache-control']) {
        expect(head.headers[name], name).toBe(headers[name]);
      }
    },
  );
});
