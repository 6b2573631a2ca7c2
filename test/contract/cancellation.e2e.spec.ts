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

function cancel(recordLocator: string, body?: object, how?: Post) {
  return client.post(`/v1/bookings/${recordLocator}/cancellation`, body, how);
}

describe('a cancellation', () => {
  it('of a hold frees its seats on every flight', async () => {
    const first = await client.schedule({ number: 1, seats: 12 });
    const second = await client.schedule({ number: 2, seats: 12 });
    const held = await client.hold([first, second], { seats: ['1A'] });
    const bearer = held.accessToken;
    const { body } = await cancel(held.recordLocator, {}, { bearer }).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', version: 2, payments: [] });
    expect(body.refund).toBeUndefined();
    await client.hold([first, second], { seats: ['1A'] });
  });

  it('of a ticketed booking gives back all that was captured', async () => {
    const flightId = await client.schedule({ number: 3, seats: 12 });
    const { recordLocator, total } = await client.hold([flightId]);
    await pay(client.application.url, { recordLocator }).expect(200);
    const { body } = await cancel(recordLocator).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', refund: total });
    expect(body.tickets).toBeUndefined();
    const payments = async () => (await client.read(recordLocator)).body.payments;
    const refunded = [{ status: 'refunded', amount: total }];
    await expect.poll(payments, { timeout: 20_000, interval: 100 }).toEqual(refunded);
    await client.expectAgreement([recordLocator]);
  });

  it('under another key changes nothing when it is cancelled already', async () => {
    const flightId = await client.schedule({ number: 5, seats: 12 });
    const { recordLocator } = await client.hold([flightId]);
    const first = await cancel(recordLocator).expect(200);
    const second = await cancel(recordLocator, { reason: 'again' }).expect(200);
    expect(second.text).toBe(first.text);
    expect(second.headers['consistency-token']).toBe(first.headers['consistency-token']);
    expect(second.headers['idempotent-replayed']).toBeUndefined();
    expect(await client.versionOfBooking(recordLocator)).toBe(2);
  });

  it('is answered again under the same key', async () => {
    const flightId = await client.schedule({ number: 6, seats: 12 });
    const { recordLocator, accessToken: bearer } = await client.hold([flightId]);
    const path = `/v1/bookings/${recordLocator}/cancellation`;
    await expectReplayed(client, path, { reason: 'ill' }, { bearer, key: randomUUID() });
  });

  it('is refused after the departure', async () => {
    const flightId = await client.schedule({ number: 7, seats: 12 });
    const { recordLocator } = await client.hold([flightId]);
    await client.post(`/v1/operations/flights/${flightId}/departure`).expect(200);
    const { status, body } = await cancel(recordLocator);
    expect([status, body.type]).toEqual([409, '/problems/flight-closed']);
  });

  it('is for the booking by its own token only', async () => {
    const flightId = await client.schedule({ number: 8, seats: 12 });
    const mine = await client.hold([flightId]);
    const other = await client.hold([flightId]);
    await cancel(mine.recordLocator, {}, { bearer: other.accessToken }).expect(404);
    await cancel('ZZZZZZ').expect(404);
    expect(await client.versionOfBooking(mine.recordLocator)).toBe(1);
  });

  it.each([
    ['/reason', { reason: 1 }],
    ['/reason', { reason: '' }],
    ['/reason', { reason: 'x'.repeat(501) }],
    ['/hat', { hat: 1 }],
  ])('is told where it is wrong: %s', async (path, body) => {
    const answer = await cancel('ZZZZZZ', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ in: 'body', path })]);
  });
});
