import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { pay } from '../setup/desk.js';
import { paymentsIn } from '../setup/folded.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

function cancel(recordLocator: string, body?: object) {
  return client.post(`/v1/bookings/${recordLocator}/cancellation`, body);
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
  it('of a ticketed booking is followed by the refund', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 3, 12);
    const { recordLocator } = await client.hold([flightId]);
    await pay(client.application.url, { recordLocator }).expect(200);
    await cancel(recordLocator).expect(200);
    const payments = () => paymentsIn(client.eventStore, recordLocator);
    await expect.poll(payments, { timeout: 20_000, interval: 100 }).toEqual(['refunded']);
    const types = await client.typesIn(`booking-${recordLocator}`);
    expect(types.slice(-3)).toEqual(['BookingCancelled', 'RefundRequested', 'PaymentRefunded']);
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
});
