import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Post } from '../setup/client.js';
import { openServed, type Served } from '../setup/served.js';
import { pay } from '../setup/desk.js';
import { expectReplayed } from '../setup/replay.js';

let client: Served;

beforeAll(async () => {
  client = await openServed();
});

afterAll(() => client.stop());

function change(recordLocator: string, body: object, how?: Post) {
  return client.post(`/v1/bookings/${recordLocator}/seat-change`, body, how);
}

describe('a seat change', () => {
  it('gives a passenger another seat, and frees the first one', async () => {
    const flightId = await client.schedule({ number: 1, seats: 12 });
    const { recordLocator, accessToken } = await client.hold([flightId], { seats: ['1A'] });
    const wanted = { flightId, passenger: 0, seat: '2C' };
    const answer = await change(recordLocator, wanted, { bearer: accessToken }).expect(200);
    expect(answer.body).toMatchObject({
      ...{ recordLocator, status: 'held', version: 2 },
      segments: [{ flightId, seats: ['2C'] }],
      passengers: [{ givenName: 'Bessie', familyName: 'Coleman' }],
    });
    expect(answer.headers['cache-control']).toBe('private, no-store');
    await client.hold([flightId], { seats: ['1A'] });
  });

  it('of a ticketed booking leaves it ticketed', async () => {
    const flightId = await client.schedule({ number: 2, seats: 12 });
    const { recordLocator } = await client.hold([flightId], { seats: ['1A'] });
    await pay(client.application.url, { recordLocator }).expect(200);
    const { body } = await change(recordLocator, { flightId, passenger: 0, seat: '1C' });
    expect(body).toMatchObject({ status: 'ticketed', segments: [{ seats: ['1C'] }] });
  });

  it('to a seat of another booking is refused, with the fresh availability', async () => {
    const flightId = await client.schedule({ number: 3, seats: 12 });
    const { recordLocator } = await client.hold([flightId], { seats: ['1A'] });
    await client.hold([flightId], { seats: ['1C'] });
    const { status, body } = await change(recordLocator, { flightId, passenger: 0, seat: '1C' });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: '/problems/seat-taken',
      availability: { flightId, version: 3, cabins: [{ available: 10 }] },
    });
  });

  it('to the same seat changes nothing', async () => {
    const flightId = await client.schedule({ number: 4, seats: 12 });
    const { recordLocator } = await client.hold([flightId], { seats: ['1A'] });
    const answer = await change(recordLocator, { flightId, passenger: 0, seat: '1A' }).expect(200);
    expect(answer.body.version).toBe(1);
    expect(answer.headers['consistency-token']).toBeDefined();
    expect(await client.versionOfFlight(flightId)).toBe(2);
  });

  it('is answered again under the same key, also after the next change', async () => {
    const flightId = await client.schedule({ number: 5, seats: 12 });
    const { recordLocator, accessToken: bearer } = await client.hold([flightId], { seats: ['1A'] });
    const path = `/v1/bookings/${recordLocator}/seat-change`;
    const key = randomUUID();
    const first = { flightId, passenger: 0, seat: '2A' };
    await expectReplayed(client, path, first, { bearer, key });
    await change(recordLocator, { ...first, seat: '2C' }).expect(200);
    const { body } = await change(recordLocator, first, { bearer, key }).expect(200);
    expect(body).toMatchObject({ version: 2, segments: [{ seats: ['2A'] }] });
    await change(recordLocator, { ...first, seat: '2C' }, { bearer, key }).expect(422);
  });

  it('is refused once the flight has departed', async () => {
    const flightId = await client.schedule({ number: 7, seats: 12 });
    const { recordLocator } = await client.hold([flightId], { seats: ['1A'] });
    await client.post(`/v1/operations/flights/${flightId}/departure`).expect(200);
    const { status, body } = await change(recordLocator, { flightId, passenger: 0, seat: '1C' });
    expect([status, body.type]).toEqual([409, '/problems/flight-closed']);
  });

  it('is for the booking by its own token only', async () => {
    const flightId = await client.schedule({ number: 8, seats: 12 });
    const mine = await client.hold([flightId], { seats: ['1A'] });
    const other = await client.hold([flightId], { seats: ['1C'] });
    const wanted = { flightId, passenger: 0, seat: '2A' };
    await change(mine.recordLocator, wanted, { bearer: other.accessToken }).expect(404);
    await change(mine.recordLocator, wanted, { bearer: 'rubbish' }).expect(401);
    const nobody = await change('ZZZZZZ', wanted);
    expect([nobody.status, nobody.body.type]).toEqual([404, '/problems/not-found']);
    expect(await client.versionOfBooking(mine.recordLocator)).toBe(1);
  });

  it('of 20 bookings to one seat at once gives it to one', async () => {
    const flightId = await client.schedule({ number: 9, seats: 40 });
    const bookings = await Promise.all(Array.from({ length: 20 }, () => client.hold([flightId])));
    const wanted = { flightId, passenger: 0, seat: '10F' };
    const answers = await Promise.all(
      bookings.map(({ recordLocator }) => change(recordLocator, wanted)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });
});

describe('a seat change that is wrong', () => {
  let flightId: string;
  let recordLocator: string;

  beforeAll(async () => {
    flightId = await client.schedule({ number: 6, seats: 12 });
    ({ recordLocator } = await client.hold([flightId]));
  });

  it.each([
    ['/flightId', { flightId: 'ZZ999-EWR-2026-12-05' }],
    ['/passenger', { passenger: 1 }],
    ['/seat', { seat: '99A' }],
    ['/seat', { seat: undefined }],
    ['/hat', { hat: 1 }],
  ])('is told where it is wrong: %s in %j', async (path, wrong) => {
    const right = { flightId, passenger: 0, seat: '1C' };
    const { status, body } = await change(recordLocator, { ...right, ...wrong });
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ in: 'body', path })]);
  });
});
