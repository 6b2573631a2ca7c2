import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelFlight, type Held, pay } from '../setup/desk.js';
import { chargesOf } from '../setup/money.js';
import { openServed, type Served } from '../setup/served.js';

let client: Served;
let url: string;

const patient = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  client = await openServed();
  ({ url } = client.application);
});

afterAll(() => client.stop());

async function read({ recordLocator }: Held) {
  return (await client.read(recordLocator)).body;
}

async function takenSeats(flightId: string): Promise<number> {
  const { body } = await request(url).get(`/v1/flights/${flightId}/availability`).expect(200);
  const [{ capacity, available }] = body.cabins;
  return capacity - available;
}

it('a flight that an operator cancels ends its bookings: what was paid goes back once, seats are free on every flight, and no other booking is touched', async () => {
  const doomed = await client.schedule({ number: 1, seats: 12 });
  const other = await client.schedule({ number: 2, seats: 12 });
  const held = await client.hold([doomed, other]);
  const ticketed = await client.hold([other, doomed]);
  const elsewhere = await client.hold([other]);
  await pay(url, ticketed).expect(200);
  const { body: untouched } = await pay(url, elsewhere).expect(200);

  await cancelFlight(url, doomed);

  const { total } = ticketed;
  await expect.poll(() => read(held), patient).toMatchObject({ status: 'cancelled', payments: [] });
  await expect
    .poll(() => read(ticketed), patient)
    .toMatchObject({
      ...{ status: 'cancelled', refund: total },
      payments: [{ status: 'refunded', amount: total }],
    });
  expect(await read(held)).not.toHaveProperty('refund');
  await expect.poll(() => takenSeats(doomed), patient).toBe(0);
  await expect.poll(() => takenSeats(other), patient).toBe(1);
  expect(await read(elsewhere)).toEqual(untouched);
  const moved = [...(await chargesOf(client.database)).values()];
  expect(moved.map(({ charges, refunds }) => [charges, refunds]).sort()).toEqual([
    [1, 0],
    [1, 1],
  ]);
  await client.expectAgreement([held, ticketed, elsewhere].map((each) => each.recordLocator));
});
