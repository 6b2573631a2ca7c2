import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServed, type Served } from '../setup/served.js';
import { expectReplayed } from '../setup/replay.js';
import { operatorKey } from '../setup/application.js';

let client: Served;

beforeAll(async () => {
  client = await openServed();
});

afterAll(() => client.stop());

const path = '/v1/operations/flights';

const newark = {
  ...{ carrier: 'ZZ', number: 1, origin: 'EWR', destination: 'IAH' },
  ...{ departsAt: '2036-12-05T13:00:00.000Z', arrivesAt: '2036-12-05T17:00:00.000Z' },
  aircraft: { model: 'BOEING 737-824', seats: 149 },
};

describe('scheduling a flight', () => {
  it('puts it on sale, with its distance and its fares', async () => {
    const answer = await client.post(path, newark).expect(201);
    const flightId = 'ZZ1-EWR-2036-12-05';
    expect(answer.headers['location']).toBe(`/v1/flights/${flightId}`);
    expect(answer.body).toMatchObject({
      ...newark,
      ...{ flightId, status: 'scheduled', distance: 1398 },
      availability: {
        ...{ flightId, version: 1, status: 'scheduled' },
        cabins: [
          { cabin: 'business', capacity: 16, available: 16 },
          { cabin: 'economy', capacity: 133, available: 133 },
        ],
      },
    });
    const read = await request(client.application.url)
      .get(`/v1/flights/${flightId}`)
      .set('Consistency-Token', answer.headers['consistency-token'] ?? '')
      .expect(200);
    expect(read.text).toBe(answer.text);
    await client.hold([flightId]);
  });

  it.each([
    ['HNL', '2036-12-06T05:00:00.000Z', 'ZZ2-HNL-2036-12-05'],
    ['EWR', '2036-12-06T04:59:59.999Z', 'ZZ2-EWR-2036-12-05'],
    ['EWR', '2036-12-06T05:00:00.000Z', 'ZZ2-EWR-2036-12-06'],
  ])('dates it by the clock of its origin: %s at %s', async (origin, departsAt, flightId) => {
    const arrivesAt = '2036-12-06T12:00:00.000Z';
    const flight = { ...newark, number: 2, origin, departsAt, arrivesAt };
    const { body } = await client.post(path, flight).expect(201);
    expect(body.flightId).toBe(flightId);
  });

  it('is refused when the flight is there already', async () => {
    await client.post(path, { ...newark, number: 3 }).expect(201);
    const { status, body } = await client.post(path, { ...newark, number: 3 });
    expect([status, body.type]).toEqual([409, '/problems/flight-exists']);
  });

  it('is answered again under the same key, also when the flight was delayed since', async () => {
    const flight = { ...newark, number: 4 };
    const how = { bearer: operatorKey, key: randomUUID() };
    await expectReplayed(client, path, flight, how);
    await client.post(`${path}/ZZ4-EWR-2036-12-05/delay`, { minutes: 30 }).expect(200);
    const { body } = await client.post(path, flight, how).expect(201);
    expect(body).toMatchObject({ status: 'scheduled', departsAt: newark.departsAt });
    await client.post(path, { ...flight, number: 5 }, how).expect(422);
  });

  it.each([
    [['/origin'], { origin: 'QQQ' }],
    [['/origin', '/destination'], { origin: 'QQQ', destination: 'QQZ' }],
    [['/destination'], { destination: 'EWR' }],
    [['/carrier'], { carrier: 'united' }],
    [['/number'], { number: 0 }],
    [['/departsAt'], { departsAt: '2036-12-05' }],
    [['/departsAt'], { departsAt: '0001-01-01T00:00:00.000Z' }],
    [['/arrivesAt'], { arrivesAt: newark.departsAt }],
    [['/arrivesAt'], { arrivesAt: '2036-12-07T13:00:00.001Z' }],
    [['/aircraft/seats'], { aircraft: { model: 'BIG', seats: 901 } }],
    [['/aircraft/model'], { aircraft: { seats: 100 } }],
    [['/hat'], { hat: 1 }],
  ])('is told where it is wrong: %s', async (paths, wrong) => {
    const { status, body } = await client.post(path, { ...newark, number: 6, ...wrong });
    expect(status).toBe(400);
    expect(body.errors).toEqual(paths.map((each) => expect.objectContaining({ path: each })));
  });

  it('is for operators', async () => {
    const { accessToken } = await client.hold(['ZZ1-EWR-2036-12-05']);
    const flight = { ...newark, number: 7 };
    await client.post(path, flight, { bearer: accessToken }).expect(403);
    await client.post(path, flight, { bearer: 'rubbish' }).expect(401);
    expect(await client.versionOfFlight('ZZ7-EWR-2036-12-05')).toBe(0);
  });
});
