import { consistencyToken } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServed, type Served } from '../setup/served.js';
import { bessie, place } from '../setup/desk.js';

let client: Served;
let flightIds: string[];

const date = '2027-03-05';
const route = { origin: 'EWR', destination: 'IAH', date };

beforeAll(async () => {
  client = await openServed();
  const schedule = (number: number, seats: number, departsAt: string, destination = 'IAH') =>
    client.schedule({ number, seats, departsAt, destination });
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

describe.each(['/v1/airports', searched, flight, `${flight}/availability`, `${flight}/seats`])(
  'GET %s',
  (path) => {
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
  },
);
