import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSeat, type Held, pay } from '../setup/desk.js';
import { openServed, type Served } from '../setup/served.js';
import { holdTable } from '../payment/held-statements.js';

let client: Served;
let url: string;

const patient = { timeout: 20_000, interval: 200 };

beforeAll(async () => {
  client = await openServed({ HOLD_SECONDS: '3' });
  ({ url } = client.application);
});

afterAll(() => client.stop());

async function statusOf({ recordLocator }: Held): Promise<string> {
  return (await client.read(recordLocator)).body.status;
}

async function takenSeats(flightId: string): Promise<number> {
  const { body } = await request(url).get(`/v1/flights/${flightId}/availability`).expect(200);
  const [{ capacity, available }] = body.cabins;
  return capacity - available;
}

describe('a hold that has run out', () => {
  it('gives its seats back on every flight; it is neither paid nor seated elsewhere', async () => {
    const flights = [
      await client.schedule({ number: 1, seats: 12 }),
      await client.schedule({ number: 2, seats: 12 }),
    ];
    const booking = await client.hold(flights);
    await expect.poll(() => statusOf(booking), patient).toBe('expired');
    for (const flightId of flights) {
      await expect.poll(() => takenSeats(flightId), patient).toBe(0);
    }
    for (const late of [pay(url, booking), changeSeat(url, booking, flights[0] ?? '', '1C')]) {
      const { body } = await late.expect(409);
      expect(body.type).toBe('/problems/hold-expired');
    }
  });

  it('is kept while a payment is pending', async () => {
    const flightId = await client.schedule({ number: 4, seats: 12 });
    const booking = await client.hold([flightId]);
    await pay(url, booking, 'tok_timeout').expect(202);
    await expect.poll(() => statusOf(booking), patient).toBe('ticketed');
    await client.expectAgreement([booking.recordLocator]);
  });

  it('is not held up by a provider that is silent about the payments of others', async () => {
    const flightId = await client.schedule({ number: 5, seats: 60 });
    const charges = await holdTable(client.database, 'payment.charge');
    const unsettled: Held[] = [];
    for (let round = 0; round < 2; round += 1) {
      const bookings = await Promise.all(Array.from({ length: 15 }, () => client.hold([flightId])));
      await Promise.all(bookings.map((booking) => pay(url, booking).expect(202)));
      unsettled.push(...bookings);
    }
    const booking = await client.hold([flightId]);
    // Asked about one after the other, 30 payments are a minute of silence.
    await expect.poll(() => statusOf(booking), patient).toBe('expired');
    await charges.release();
    await client.expectAgreement(unsettled.map(({ recordLocator }) => recordLocator));
  });
});
