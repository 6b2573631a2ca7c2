import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { openServed, type Served } from '../setup/served.js';
import { hold, pay } from '../setup/desk.js';
import { chargesOf } from '../setup/money.js';
import { holdTable } from '../payment/held-statements.js';

let client: Served;
let url: string;
let flightId: string;

beforeAll(async () => {
  client = await openServed();
  ({ url } = client.application);
  flightId = await client.schedule({ number: 1, seats: 150 });
});

afterAll(() => client.stop());

const problem = (name: string) => ({ type: `/problems/${name}` });

describe('a payment', () => {
  it('tickets the booking and sells its seats on every flight', async () => {
    const other = await client.schedule({ number: 2, seats: 12 });
    const booking = await hold(url, [flightId, other]);
    const { body, headers } = await pay(url, booking).expect(200);
    expect(body).toMatchObject({
      status: 'ticketed',
      tickets: [
        { passenger: 0, flightId, number: expect.stringMatching(/^\d{13}$/) },
        { passenger: 0, flightId: other, number: expect.stringMatching(/^\d{13}$/) },
      ],
      payments: [{ status: 'captured', amount: body.total }],
    });
    expect(body).not.toHaveProperty('holdExpiresAt');
    expect(headers['cache-control']).toBe('private, no-store');
    const seen = await request(url)
      .get(`/v1/bookings/${booking.recordLocator}`)
      .set('Authorization', `Bearer ${operatorKey}`)
      .set('Consistency-Token', headers['consistency-token'] ?? '')
      .expect(200);
    expect(seen.body).toEqual(body);
    const { body: seatMap } = await request(url)
      .get(`/v1/flights/${other}/seats`)
      .set('Consistency-Token', headers['consistency-token'] ?? '')
      .expect(200);
    expect(JSON.stringify(seatMap).match(/"sold"|"held"/g)).toEqual(['"sold"']);
    await client.expectAgreement([booking.recordLocator]);
  });

  it('that is declined leaves the hold, and another one is good', async () => {
    const booking = await hold(url, [flightId]);
    const key = randomUUID();
    const declined = await pay(url, booking, 'tok_declined', key).expect(402);
    expect(declined.body).toMatchObject({ ...problem('payment-declined'), status: 402 });
    expect(declined.body.instance).toMatch(/^urn:uuid:[\da-f-]{36}$/);

    const { body } = await pay(url, booking).expect(200);
    expect(body.payments).toMatchObject([{ status: 'declined' }, { status: 'captured' }]);

    const again = await pay(url, booking, 'tok_declined', key).expect(402);
    expect(again.body).toEqual(declined.body);
    expect(again.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'consistency-token': declined.headers['consistency-token'],
    });
    await client.expectAgreement([booking.recordLocator]);
  });

  it('that times out is pending, keeps others out, and tickets when the provider has it', async () => {
    const booking = await hold(url, [flightId]);
    const key = randomUUID();
    const pending = await pay(url, booking, 'tok_timeout', key).expect(202);
    expect(pending.body).toMatchObject({ status: 'held', payments: [{ status: 'pending' }] });
    const refused = await pay(url, booking).expect(409);
    expect(refused.body).toMatchObject(problem('booking-state'));

    const status = async () => (await client.read(booking.recordLocator)).body.status;
    await expect.poll(status, { timeout: 10_000, interval: 100 }).toBe('ticketed');
    const again = await pay(url, booking, 'tok_timeout', key).expect(202);
    expect(again.body).toEqual(pending.body);
    await client.expectAgreement([booking.recordLocator]);
  });

  it('is answered the same under the same key, at once or later', async () => {
    const booking = await hold(url, [flightId]);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => pay(url, booking, 'tok_ok', key)),
    );
    answers.push(await pay(url, booking, 'tok_ok', key));
    const [first] = answers;
    for (const { status, body, headers } of answers) {
      expect(status).toBe(200);
      expect(body).toEqual(first?.body);
      expect(headers['consistency-token']).toBe(first?.headers['consistency-token']);
    }
    const replayed = answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true');
    expect(replayed).toHaveLength(10);
    const reused = await pay(url, booking, 'tok_declined', key).expect(422);
    expect(reused.body).toMatchObject(problem('idempotency-key-reused'));
    await client.expectAgreement([booking.recordLocator]);
  });

  it('under two keys at once is charged once', async () => {
    const booking = await hold(url, [flightId]);
    const before = (await chargesOf(client.database)).size;
    const answers = await Promise.all(Array.from({ length: 8 }, () => pay(url, booking)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(7);
    for (const { body } of refused) expect(body).toMatchObject(problem('booking-state'));
    expect((await chargesOf(client.database)).size).toBe(before + 1);
    await client.expectAgreement([booking.recordLocator]);
  });

  it('takes no money where its booking has ended before the provider was asked', async () => {
    const booking = await hold(url, [flightId]);
    const key = randomUUID();
    const before = await chargesOf(client.database);
    const charges = await holdTable(client.database, 'payment.charge');
    const dying = await client.another();
    const unheard = pay(dying.url, booking, 'tok_ok', key).then(
      () => expect.unreachable('it was answered'),
      () => undefined,
    );
    await charges.wanted(1);
    await dying.kill();
    await unheard;
    await client.post(`/v1/bookings/${booking.recordLocator}/cancellation`, {}).expect(200);
    await charges.endWanting();
    await charges.release();

    const { body } = await pay(url, booking, 'tok_ok', key).expect(402);
    expect(body).toMatchObject(problem('payment-declined'));
    // A refusal has no token to wait for the view by.
    const ended = async () => (await client.read(booking.recordLocator)).body;
    await expect
      .poll(ended)
      .toMatchObject({ status: 'cancelled', payments: [{ status: 'declined' }] });
    expect(await ended()).not.toHaveProperty('refund');
    const asked = [...(await chargesOf(client.database))].filter(([id]) => !before.has(id));
    expect(asked).toMatchObject([[expect.any(String), { charges: 0, refunds: 0 }]]);
    await client.expectAgreement([booking.recordLocator]);
  });

  it('is refused for an unknown token, an unknown booking and a stranger', async () => {
    const booking = await hold(url, [flightId]);
    const unknown = await pay(url, booking, 'tok_gold').expect(400);
    expect(unknown.body.errors).toMatchObject([{ in: 'body', path: '/paymentMethod' }]);
    await pay(url, { recordLocator: 'ZZZZZZ' }).expect(404);
    await pay(url, booking)
      .set('Authorization', `Bearer ${booking.recordLocator}.${'A'.repeat(43)}`)
      .expect(404);
    expect(await client.versionOfBooking(booking.recordLocator)).toBe(1);
  });
});
