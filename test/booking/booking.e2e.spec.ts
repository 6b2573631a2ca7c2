import { randomUUID } from 'node:crypto';
import { versionOf } from '#contracts';
import { EventStore } from '#event-store';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, startApplication, type RunningApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let eventStore: EventStore;
let one: RunningApplication;
let other: RunningApplication;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  one = await startApplication(database);
  other = await startApplication(database);
});

afterAll(async () => {
  await eventStore.close();
  expect(await one.stop()).toBe(0);
  expect(await other.stop()).toBe(0);
  await database.drop();
});

async function availableSeats(flightId: string): Promise<number> {
  const { streams } = await eventStore.load([`flight-${flightId}`]);
  const version = versionOf(streams.get(`flight-${flightId}`));
  const token = Buffer.from(`flight-${flightId}@${version}`).toString('base64url');
  const { body } = await request(one.url)
    .get(`/v1/flights/${flightId}/availability`)
    .set('Consistency-Token', token)
    .expect(200);
  return body.cabins[0].available;
}

/** One of the two processes, in turn. */
function inTurn(index: number): string {
  return index % 2 === 0 ? one.url : other.url;
}

describe('a booking', () => {
  it('is held, and seen at once by who sends the Consistency-Token', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 1, 12);
    const placed = await place(one.url, [flightId], { seats: ['1A'] }).expect(201);
    const { recordLocator, accessToken } = placed.body;
    expect(placed.headers['location']).toBe(`/v1/bookings/${recordLocator}`);
    const token = placed.headers['consistency-token'] ?? '';

    const availability = await request(other.url)
      .get(`/v1/flights/${flightId}/availability`)
      .set('Consistency-Token', token)
      .expect(200);
    expect(availability.body).toMatchObject({ version: 2, cabins: [{ available: 11 }] });
    const etag = availability.headers['etag'] ?? '';
    await request(one.url)
      .get(`/v1/flights/${flightId}/availability`)
      .set('If-None-Match', etag)
      .expect(304);

    const seats = await request(one.url).get(`/v1/flights/${flightId}/seats`).expect(200);
    expect(seats.body.rows[0].seats[0]).toEqual({ seat: '1A', position: 'window', state: 'held' });

    const booking = await request(other.url)
      .get(`/v1/bookings/${recordLocator}`)
      .set('Authorization', `Bearer ${accessToken}`)
      .set('Consistency-Token', token)
      .expect(200);
    expect(booking.body).toEqual({ ...placed.body, accessToken: undefined });
  });

  it('keeps names out of the history', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 2, 12);
    const { body } = await place(one.url, [flightId]).expect(201);
    const history = await request(one.url)
      .get(`/v1/history/streams/booking-${body.recordLocator}`)
      .set('Authorization', `Bearer ${body.accessToken}`)
      .expect(200);
    expect(history.body.events).toMatchObject([{ version: 1, type: 'BookingPlaced' }]);
    expect(history.text).not.toMatch(/Bessie|Coleman|bessie@/);
  });

  it('shows its stream and its flight to those who may see them only', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 3, 12);
    const { body } = await place(one.url, [flightId]).expect(201);
    const forged = `${body.recordLocator}.${'A'.repeat(43)}`;
    const history = (stream: string, bearer: string) =>
      request(one.url)
        .get(`/v1/history/streams/${stream}`)
        .set('Authorization', `Bearer ${bearer}`);
    await history(`booking-${body.recordLocator}`, forged).expect(404);
    await history(`flight-${flightId}`, body.accessToken).expect(403);
    await history(`flight-${flightId}`, operatorKey).expect(200);
    await history(`flight-${flightId}`, 'rubbish').expect(401);
  });
});

describe('200 buyers at once', () => {
  it.each([
    ['one process', 10, () => one.url],
    ['two processes', 11, inTurn],
  ])('of one seat through %s: one has it', async (_, number, url) => {
    const flightId = await scheduleSmallFlight(eventStore, number, 12);
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
    const first = await scheduleSmallFlight(eventStore, 20, 8);
    const second = await scheduleSmallFlight(eventStore, 21, 5);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => place(inTurn(index), [first, second])),
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
    expect(await availableSeats(first)).toBe(3);
    expect(await availableSeats(second)).toBe(0);
  });
});

describe('an Idempotency-Key', () => {
  it('sent 50 times at once through two processes makes one booking', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 30, 12);
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
    expect(await availableSeats(flightId)).toBe(11);
  });

  it('is refused with another body', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 31, 12);
    const key = randomUUID();
    await place(one.url, [flightId], { seats: ['1A'], key }).expect(201);
    await place(other.url, [flightId], { seats: ['1C'], key }).expect(422);
  });

  it('whose booking was erased is answered no more', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 32, 12);
    const key = randomUUID();
    const { body } = await place(one.url, [flightId], { key }).expect(201);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('DELETE FROM vault.key WHERE subject = $1', [
      `booking-${body.recordLocator}`,
    ]);
    await owner.end();
    const repeat = await place(other.url, [flightId], { key }).expect(410);
    expect(repeat.body).toMatchObject({ type: '/problems/erased' });
  });
});

describe('a kill -9 in the middle of 200 bookings', () => {
  it('loses none that was acknowledged', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 40, 230);
    const victim = await startApplication(database);
    const placing = Array.from({ length: 200 }, () =>
      place(victim.url, [flightId]).then(
        ({ status, body }) => (status === 201 ? String(body.recordLocator) : undefined),
        () => undefined,
      ),
    );
    await Promise.race(placing);
    await victim.kill();
    const acknowledged = (await Promise.all(placing)).filter((locator) => locator !== undefined);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.length).toBeLessThan(200);
    for (const locator of acknowledged) {
      const { version } = await eventStore.readStream(`booking-${locator}`, { from: 1, limit: 1 });
      expect(version).toBe(1);
    }
  });
});
