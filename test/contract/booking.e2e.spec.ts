import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApplication } from '../setup/application.js';
import { place } from '../setup/desk.js';
import { openServed, type Served } from '../setup/served.js';

let served: Served;
let one: RunningApplication;
let other: RunningApplication;

beforeAll(async () => {
  served = await openServed();
  one = served.application;
  other = await served.another();
});

afterAll(async () => {
  expect(await other.stop()).toBe(0);
  await served.stop();
});

function availability(url: string, flightId: string, headers: Record<string, string> = {}) {
  return request(url).get(`/v1/flights/${flightId}/availability`).set(headers);
}

async function availableSeats(flightId: string): Promise<number> {
  const { body } = await availability(one.url, flightId).expect(200);
  return body.cabins[0].available;
}

/** One of the two processes, in turn. */
function inTurn(index: number): string {
  return index % 2 === 0 ? one.url : other.url;
}

describe('a booking', () => {
  it('is held, and seen at once by who sends the Consistency-Token', async () => {
    const flightId = await served.schedule({ number: 1, seats: 12 });
    const placed = await place(one.url, [flightId], { seats: ['1A'] }).expect(201);
    const { recordLocator, accessToken } = placed.body;
    expect(placed.headers['location']).toBe(`/v1/bookings/${recordLocator}`);
    const seen = { 'Consistency-Token': placed.headers['consistency-token'] ?? '' };

    const { body, headers } = await availability(other.url, flightId, seen).expect(200);
    expect(body).toMatchObject({ version: 2, cabins: [{ available: 11 }] });
    const known = { ...seen, 'If-None-Match': headers['etag'] ?? '' };
    await availability(one.url, flightId, known).expect(304);

    const seats = await request(one.url).get(`/v1/flights/${flightId}/seats`).set(seen).expect(200);
    expect(seats.body.rows[0].seats[0]).toEqual({ seat: '1A', position: 'window', state: 'held' });

    const booking = await request(other.url)
      .get(`/v1/bookings/${recordLocator}`)
      .set({ ...seen, Authorization: `Bearer ${accessToken}` })
      .expect(200);
    expect(booking.body).toEqual({ ...placed.body, accessToken: undefined });
  });
});

describe('200 buyers at once', () => {
  it.each([
    ['one process', 10, () => one.url],
    ['two processes', 11, inTurn],
  ])('of one seat through %s: one has it', async (_, number, url) => {
    const flightId = await served.schedule({ number, seats: 12 });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => place(url(index), [flightId], { seats: ['1A'] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(199);
    for (const { body } of refused) {
      expect(body).toMatchObject({
        type: '/problems/seat-taken',
        availability: { flightId, version: 2, cabins: [{ available: 11 }] },
      });
    }
  });

  it('of two nearly full flights: no half booking, no oversell', async () => {
    const first = await served.schedule({ number: 20, seats: 8 });
    const second = await served.schedule({ number: 21, seats: 5 });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        // In either order: who waits for whom is not told by the request.
        const flights = index % 4 < 2 ? [first, second] : [second, first];
        return place(inTurn(index), flights);
      }),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(195);
    for (const { body } of refused) {
      expect(body).toMatchObject({
        type: '/problems/sold-out',
        availability: { flightId: second, cabins: [{ available: 0 }] },
      });
    }
    await expect.poll(() => availableSeats(first)).toBe(3);
    await expect.poll(() => availableSeats(second)).toBe(0);
  });
});

describe('an Idempotency-Key', () => {
  it('sent 50 times at once through two processes makes one booking', async () => {
    const flightId = await served.schedule({ number: 30, seats: 12 });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => place(inTurn(index), [flightId], { key })),
    );
    const [first] = answers;
    for (const { status, body, headers } of answers) {
      expect(status).toBe(201);
      expect(body).toEqual(first?.body);
      expect(headers['consistency-token']).toBe(first?.headers['consistency-token']);
    }
    const replayed = answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true');
    expect(replayed).toHaveLength(49);
    await expect.poll(() => availableSeats(flightId)).toBe(11);
  });

  it('is refused with another body', async () => {
    const flightId = await served.schedule({ number: 31, seats: 12 });
    const key = randomUUID();
    await place(one.url, [flightId], { seats: ['1A'], key }).expect(201);
    await place(other.url, [flightId], { seats: ['1C'], key }).expect(422);
  });
});

describe('a kill -9 in the middle of 200 bookings', () => {
  it('loses none that was acknowledged', async () => {
    const flightId = await served.schedule({ number: 40, seats: 230 });
    const victim = await served.another();
    const placing = Array.from({ length: 200 }, () =>
      place(victim.url, [flightId]).then(
        ({ status, body, headers }) => (status === 201 ? { ...body, headers } : undefined),
        () => undefined,
      ),
    );
    await Promise.race(placing);
    await victim.kill();
    const acknowledged = (await Promise.all(placing)).filter((booking) => booking !== undefined);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.length).toBeLessThan(200);
    for (const { recordLocator, accessToken, headers } of acknowledged) {
      const { body } = await request(one.url)
        .get(`/v1/bookings/${recordLocator}`)
        .set('Authorization', `Bearer ${accessToken}`)
        .set({ 'Consistency-Token': headers['consistency-token'], Prefer: 'wait=10' })
        .expect(200);
      expect(body).toMatchObject({ recordLocator, version: 1 });
    }
  });
});
