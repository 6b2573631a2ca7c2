import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient, type Post } from '../setup/client.js';
import { pay } from '../setup/desk.js';
import { paymentsIn } from '../setup/folded.js';
import { expectAgreement } from '../setup/money.js';
import { expectReplayed } from '../setup/replay.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

function cancel(recordLocator: string, body?: object, how?: Post) {
  return client.post(`/v1/bookings/${recordLocator}/cancellation`, body, how);
}

const history = z.object({
  events: z.array(
    z.object({
      eventId: z.string(),
      type: z.string(),
      metadata: z.object({ compensates: z.string().optional() }),
    }),
  ),
});

const trialBalance = z.object({
  accounts: z.array(z.object({ account: z.string(), debit: z.int(), credit: z.int() })),
  balanced: z.literal(true),
});

/** Those of the trial balance that are not 0. */
async function accounts() {
  const { body } = await request(client.application.url)
    .get('/v1/ledger/trial-balance')
    .set('Authorization', `Bearer ${operatorKey}`)
    .expect(200)
    .expect('cache-control', 'private, no-store');
  return trialBalance.parse(body).accounts.filter(({ debit, credit }) => debit + credit > 0);
}

describe('a cancellation', () => {
  it('of a hold frees its seats on every flight', async () => {
    const first = await scheduleSmallFlight(client.eventStore, 1, 12);
    const second = await scheduleSmallFlight(client.eventStore, 2, 12);
    const held = await client.hold([first, second], { seats: ['1A'] });
    const bearer = held.accessToken;
    const { body } = await cancel(held.recordLocator, {}, { bearer }).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', version: 2, payments: [] });
    expect(body.refund).toBeUndefined();
    await client.hold([first, second], { seats: ['1A'] });
  });

  it('of a ticketed booking gives back all that was captured', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 3, 12);
    const { recordLocator, total } = await client.hold([flightId]);
    await pay(client.application.url, { recordLocator }).expect(200);
    const { body } = await cancel(recordLocator).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', refund: total });
    expect(body.tickets).toBeUndefined();
    const payments = () => paymentsIn(client.eventStore, recordLocator);
    await expect.poll(payments, { timeout: 20_000, interval: 100 }).toEqual(['refunded']);
    const types = await client.typesIn(`booking-${recordLocator}`);
    expect(types.slice(-3)).toEqual(['BookingCancelled', 'RefundRequested', 'PaymentRefunded']);
    await expectAgreement(client.database, client.eventStore, [recordLocator]);
  });

  it('names in the history what it takes back, and the accounts agree', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 9, 12);
    const before = await accounts();
    const { recordLocator, accessToken } = await client.hold([flightId]);
    await pay(client.application.url, { recordLocator }).expect(200);
    await cancel(recordLocator).expect(200);
    const payments = () => paymentsIn(client.eventStore, recordLocator);
    await expect.poll(payments, { timeout: 20_000, interval: 100 }).toEqual(['refunded']);

    const { body } = await request(client.application.url)
      .get(`/v1/history/streams/booking-${recordLocator}`)
      .set('Authorization', `Bearer ${accessToken}`)
      .expect(200);
    const { events } = history.parse(body);
    const types = new Map(events.map(({ eventId, type }) => [eventId, type]));
    const pairs = events.flatMap(({ type, metadata: { compensates } }) =>
      compensates === undefined ? [] : [[type, types.get(compensates)]],
    );
    expect(pairs).toEqual([
      ['BookingCancelled', 'BookingPlaced'],
      ['RefundRequested', 'PaymentCaptured'],
      ['PaymentRefunded', 'PaymentCaptured'],
    ]);
    // What came and went is on both sides of every account; other tests' bookings rest meanwhile.
    expect(await accounts()).toEqual(before);
  });

  it('keeps its reason sealed', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 4, 12);
    const { recordLocator } = await client.hold([flightId]);
    await cancel(recordLocator, { reason: 'Uncle Jack is ill' }).expect(200);
    const stream = `booking-${recordLocator}`;
    const { events } = await client.eventStore.readStream(stream, { from: 2, limit: 1 });
    expect(events[0]?.data).toEqual({
      cause: 'traveller',
      reason: { sealed: expect.any(String) },
    });
    expect(JSON.stringify(events)).not.toMatch('Jack');
  });

  it('under another key changes nothing when it is cancelled already', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 5, 12);
    const { recordLocator } = await client.hold([flightId]);
    const first = await cancel(recordLocator).expect(200);
    const second = await cancel(recordLocator, { reason: 'again' }).expect(200);
    expect(second.text).toBe(first.text);
    expect(second.headers['consistency-token']).toBe(first.headers['consistency-token']);
    expect(second.headers['idempotent-replayed']).toBeUndefined();
    expect(await client.typesIn(`booking-${recordLocator}`)).toHaveLength(2);
  });

  it('is answered again under the same key', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 6, 12);
    const { recordLocator, accessToken: bearer } = await client.hold([flightId]);
    const path = `/v1/bookings/${recordLocator}/cancellation`;
    await expectReplayed(client, path, { reason: 'ill' }, { bearer, key: randomUUID() });
  });

  it('is refused after the departure', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 7, 12);
    const { recordLocator } = await client.hold([flightId]);
    await client.post(`/v1/operations/flights/${flightId}/departure`).expect(200);
    const { status, body } = await cancel(recordLocator);
    expect([status, body.type]).toEqual([409, '/problems/flight-closed']);
  });

  it('is for the booking by its own token only', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 8, 12);
    const mine = await client.hold([flightId]);
    const other = await client.hold([flightId]);
    await cancel(mine.recordLocator, {}, { bearer: other.accessToken }).expect(404);
    await cancel('ZZZZZZ').expect(404);
    expect(await client.typesIn(`booking-${mine.recordLocator}`)).toEqual(['BookingPlaced']);
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
