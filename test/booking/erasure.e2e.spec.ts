import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../setup/ask.js';
import { type Client, openClient, type Post } from '../setup/client.js';
import { type Held, hold, pay, place } from '../setup/desk.js';
import { expectReplayed } from '../setup/replay.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;
let url: string;
let flightId: string;

beforeAll(async () => {
  client = await openClient();
  ({ url } = client.application);
  flightId = await scheduleSmallFlight(client.eventStore, 1, 96);
});

afterAll(() => client.stop());

const path = (recordLocator: string, command: string) => `/v1/bookings/${recordLocator}/${command}`;

function erase(recordLocator: string, how?: Post) {
  return client.post(path(recordLocator, 'erasure'), undefined, how);
}

async function cancelled(): Promise<Held> {
  const held = await hold(url, [flightId]);
  await client.post(path(held.recordLocator, 'cancellation'), {}).expect(200);
  return held;
}

async function refused(recordLocator: string) {
  const { status, body } = await erase(recordLocator);
  return [status, body.type, body.detail];
}

const nobody = {
  passengers: [{ givenName: null, familyName: null }],
  contact: { email: null },
};

describe('an erasure', () => {
  it('shows its persons as null, in every answer that follows', async () => {
    const { recordLocator, accessToken: bearer } = await cancelled();
    const { status, text, headers } = await erase(recordLocator, { bearer });
    expect([status, text, headers['cache-control']]).toEqual([204, '', 'private, no-store']);
    const { body } = await request(url)
      .get(`/v1/bookings/${recordLocator}`)
      .set('Authorization', `Bearer ${bearer}`)
      .set('Consistency-Token', `${headers['consistency-token']}`)
      .expect(200);
    expect(body).toMatchObject({ status: 'cancelled', version: 3, ...nobody });
    const again = await client.post(path(recordLocator, 'cancellation'), {}).expect(200);
    expect(again.body).toEqual(body);
    expect(await client.typesIn(`booking-${recordLocator}`)).toEqual([
      ...['BookingPlaced', 'BookingCancelled', 'BookingErased'],
    ]);
  });

  it('is answered again under the same key, and under another writes nothing', async () => {
    const { recordLocator, accessToken: bearer } = await cancelled();
    const how = { bearer, key: randomUUID() };
    await expectReplayed(client, path(recordLocator, 'erasure'), {}, how);
    await erase(recordLocator).expect(204);
    expect(await client.typesIn(`booking-${recordLocator}`)).toHaveLength(3);
  });

  it('leaves the repeats of earlier requests without an answer: 410', async () => {
    const key = randomUUID();
    const { recordLocator } = (await place(url, [flightId], { key }).expect(201)).body;
    const cancellation = path(recordLocator, 'cancellation');
    const cancelKey = randomUUID();
    await client.post(cancellation, {}, { key: cancelKey }).expect(200);
    await erase(recordLocator).expect(204);
    for (const { status, body } of [
      await place(url, [flightId], { key }),
      await client.post(cancellation, {}, { key: cancelKey }),
    ]) {
      expect([status, body.type]).toEqual([410, '/problems/erased']);
    }
  });

  it('leaves nothing to be retrieved by a name', async () => {
    const { recordLocator } = await cancelled();
    const retrieve = () =>
      request(url).post('/v1/bookings/retrieval').send({ recordLocator, familyName: 'Coleman' });
    await expect.poll(async () => (await retrieve()).status, { timeout: 10_000 }).toBe(200);
    await erase(recordLocator).expect(204);
    await retrieve().expect(404);
  });

  it('is refused before the booking has ended or is flown', async () => {
    const { recordLocator } = await hold(url, [flightId]);
    const problem = [409, '/problems/booking-state'];
    expect(await refused(recordLocator)).toEqual([...problem, 'it is held: cancel it first']);
    await pay(url, { recordLocator }).expect(200);
    const why = 'it is ticketed, and its flights have not all landed';
    expect(await refused(recordLocator)).toEqual([...problem, why]);
  });

  it('is for the booking by its own token only', async () => {
    const [mine, other] = [await cancelled(), await cancelled()];
    await erase(mine.recordLocator, { bearer: other.accessToken }).expect(404);
    await erase('ZZZZZZ').expect(404);
    expect(await client.typesIn(`booking-${mine.recordLocator}`)).toHaveLength(2);
  });
});

describe('a booking that was flown', () => {
  it('is erased when it has landed, and has no boarding pass any more', async () => {
    const flight = await scheduleSmallFlight(client.eventStore, 2, 12, 10);
    const { recordLocator } = await hold(url, [flight]);
    await pay(url, { recordLocator }).expect(200);
    const checkIn = (key?: string) =>
      client.post(path(recordLocator, 'check-in'), {}, key === undefined ? {} : { key });
    const key = randomUUID();
    await checkIn(key).expect(200);
    await client.post(`/v1/operations/flights/${flight}/departure`, {}).expect(200);
    await erase(recordLocator).expect(409);
    await client.post(`/v1/operations/flights/${flight}/arrival`, {}).expect(200);
    await erase(recordLocator).expect(204);
    for (const { status, body } of [await checkIn(), await checkIn(key)]) {
      expect([status, body.type]).toEqual([410, '/problems/erased']);
    }
  });
});

it('a key that is erased leaves its record locator taken', async () => {
  const { recordLocator } = await cancelled();
  await erase(recordLocator).expect(204);
  const key = `SELECT wrapped FROM vault.key WHERE subject = 'booking-${recordLocator}'`;
  expect(await ask(client.database.ownerUrl, key)).toEqual([{ wrapped: null }]);
});
