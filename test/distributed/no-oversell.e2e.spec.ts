import { randomUUID } from 'node:crypto';
import { seatMapOf } from '#domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bessie } from '../setup/desk.js';
import { flightIn } from '../setup/folded.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { verifiedWithin } from '../setup/verified.js';

const flights = 100;
/** Of each aircraft, and those of them that are asked for. */
const seats = 60;
const economySeats = seatMapOf(seats)
  .rows.filter(({ cabin }) => cabin === 'economy')
  .flatMap((row) => row.seats).length;
const requests = 10_000;
const atOnce = 32;

let pipeline: Pipeline;
let bookingApis: string[];
let flightIds: string[];

beforeAll(async () => {
  pipeline = await openPipeline();
  flightIds = [];
  for (let number = 1; number <= flights; number += 1) {
    flightIds.push(await scheduleSmallFlight(pipeline.eventStore, number, seats));
  }
  const both = ['booking-api', 'booking-api', 'query-api', 'query-api'] as const;
  const others = ['relay', 'projector', 'projector', 'process-manager'] as const;
  const parts = await Promise.all([...both, ...others].map((name) => pipeline.start(name)));
  bookingApis = parts.slice(0, 2).map(({ url }) => url);
});

afterAll(() => pipeline.stop());

/** One traveller's attempt at one seat; answers the status. */
async function attempt(index: number): Promise<number> {
  const answer = await fetch(`${bookingApis[index % 2]}/v1/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      segments: [{ flightId: flightIds[index % flights], cabin: 'economy' }],
      passengers: [bessie],
      contact: { email: 'bessie@example.com' },
    }),
  });
  const body = await answer.text();
  if (answer.status === 409) expect(body).toContain('/problems/sold-out');
  return answer.status;
}

/** By status, how often it was answered. */
async function attempts(): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < requests) {
        const status = await attempt(next++);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }),
  );
  return statuses;
}

it('10,000 bookings at 32 at once over 100 flights sell each seat once, and 10 s later every view is equal', async () => {
  const begun = performance.now();
  const statuses = await attempts();
  const seconds = (performance.now() - begun) / 1000;
  expect(statuses).toEqual(
    new Map([
      [201, flights * economySeats],
      [409, requests - flights * economySeats],
    ]),
  );
  const { seconds: waited, ...report } = await verifiedWithin(pipeline.database.url, 10);
  console.log(
    `${Math.round(requests / seconds)} requests/s; views equal ${waited.toFixed(1)} s after the last answer`,
  );
  expect(report).toEqual({ behind: 0, found: [] });
  for (const flightId of flightIds) {
    const flight = await flightIn(pipeline.eventStore, flightId);
    const taken = flight.status === 'unscheduled' ? [] : [...flight.taken.keys()];
    expect(taken).toHaveLength(economySeats);
  }
}, 180_000);
