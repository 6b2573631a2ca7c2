import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Origin } from '../client/origin.js';
import type { Answer, Asked } from '../client/source.js';
import type { Acknowledged } from './booking-desk.js';
import { Prover } from './proof.js';
import { Staleness } from './staleness.js';

const flightId = 'UA1545-EWR-2026-12-05';
const money = { amount: 19_400, currency: 'USD' as const };

function acknowledged(recordLocator: string, seat: string): Acknowledged {
  return {
    booking: {
      ...{ recordLocator, status: 'held', version: 1, total: money, payments: [] },
      segments: [{ flightId, cabin: 'economy', seats: [seat], fare: money }],
      passengers: [{ givenName: 'Load', familyName: 'Tester' }],
      ...{ contact: { email: 'load@example.com' }, accessToken: 'token' },
    },
    ...{ token: 'token', paid: false },
  };
}

/** What the instance tells, by path. */
const told = new Map<string, object>();

const server = createServer(({ url = '' }, response) => {
  const answer = told.get(url);
  response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer));
});
let origin: Origin;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  const url = `http://127.0.0.1:${address.port}`;
  origin = new Origin(url, { connections: 4, timeoutMs: 5_000 });
});

afterAll(async () => {
  await origin.close();
  server.close();
});

/** An instance with these bookings, and a flight of two seats of which so many are free. */
async function proofOf(bookings: readonly Acknowledged[], statuses: string[], free: number) {
  told.clear();
  for (const [index, { booking }] of bookings.entries()) {
    const present = { ...booking, status: statuses[index], accessToken: undefined };
    told.set(`/v1/bookings/${booking.recordLocator}`, present);
  }
  const asOf = '2026-11-27T12:00:00.000Z';
  const cabins = [{ cabin: 'economy', capacity: 2, available: free, fare: money }];
  const path = `/v1/flights/${flightId}`;
  const flight = { flightId, version: 3, asOf };
  told.set(`${path}/availability`, { ...flight, status: 'scheduled', cabins });
  const seats = ['12A', '12B'].map((seat, index) => ({
    ...{ seat, position: 'window' },
    state: index < 2 - free ? 'held' : 'available',
  }));
  told.set(`${path}/seats`, { ...flight, rows: [{ row: 12, cabin: 'economy', seats }] });
  return new Prover(origin, new Staleness()).prove(bookings);
}

it('a seat of two bookings is oversold', async () => {
  const both = [acknowledged('AAAAAA', '12A'), acknowledged('BBBBBB', '12A')];
  const proof = await proofOf(both, ['held', 'held'], 1);
  expect(proof).toMatchObject({ oversold: 1, lost: 0, disagreeing: 0, comparedWithLog: 0 });
  expect(proof.findings).toEqual([`12A of ${flightId} was sold to AAAAAA and BBBBBB`]);
});

it('a seat that an expired booking gave back may be sold again, or be free', async () => {
  const both = [acknowledged('AAAAAA', '12A'), acknowledged('BBBBBB', '12A')];
  expect(await proofOf(both, ['expired', 'held'], 1)).toMatchObject({ oversold: 0, lost: 0 });
  expect(await proofOf(both, ['expired', 'cancelled'], 2)).toMatchObject({ oversold: 0, lost: 0 });
});

it('a booking that was paid may not be held only', async () => {
  const paid = { ...acknowledged('AAAAAA', '12A'), paid: true };
  expect((await proofOf([paid], ['held'], 1)).findings).toEqual(['AAAAAA was paid, and is held']);
  expect(await proofOf([paid], ['ticketed'], 1)).toMatchObject({ lost: 0 });
});

class CountedOrigin extends Origin {
  asked = 0;

  override get(read: Asked): Promise<Answer> {
    this.asked += 1;
    return super.get(read);
  }
}

it('an instance that is gone in the end is asked by each worker once, and every booking is told as lost', async () => {
  const gone = new CountedOrigin('http://127.0.0.1:1', { connections: 4, timeoutMs: 5_000 });
  const bookings = Array.from({ length: 100 }, (_, index) => acknowledged(`LOC${index}`, '12A'));
  const { lost, disagreeing, findings } = await new Prover(gone, new Staleness()).prove(bookings);
  await gone.close();
  expect({ lost, disagreeing }).toEqual({ lost: 100, disagreeing: 1 });
  expect(findings.at(-1)).toMatch(/cannot be read: Error: the instance does not answer any more$/);
  expect(gone.asked).toBeLessThan(40);
});

it('an instance that tells nonsense in the end is told of, and nothing is thrown', async () => {
  const booking = acknowledged('AAAAAA', '12A');
  await proofOf([booking], ['held'], 1);
  told.set('/v1/bookings/AAAAAA', { nonsense: true });
  told.delete(`/v1/flights/${flightId}/seats`);
  const proof = await new Prover(origin, new Staleness()).prove([booking]);
  expect(proof).toMatchObject({ lost: 1, disagreeing: 1 });
});
