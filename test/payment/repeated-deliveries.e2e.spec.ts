import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { type Client, openClient } from '../setup/client.js';
import { cancelFlight, pay } from '../setup/desk.js';
import { bookingIn } from '../setup/folded.js';
import { chargesOf, expectAgreement } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;
let flightId: string;
let doomed: string;

const shortHold = { HOLD_SECONDS: '3' };
const patient = { timeout: 40_000, interval: 200 };

beforeAll(async () => {
  client = await openClient(shortHold);
  flightId = await scheduleSmallFlight(client.eventStore, 1, 39);
  doomed = await scheduleSmallFlight(client.eventStore, 2, 39);
});

afterAll(() => client.stop());

/** One booking of each course that money and time can take, and how it ends. */
async function live(): Promise<Map<string, string>> {
  const { url } = client.application;
  const ends = new Map<string, string>();
  async function book(flight: string, end: string, ...payment: [string, number] | []) {
    const booking = await client.hold([flight]);
    ends.set(booking.recordLocator, end);
    const [method, status] = payment;
    if (status !== undefined) await pay(url, booking, method).expect(status);
    return booking;
  }
  await book(flightId, 'ticketed', 'tok_ok', 200);
  await book(flightId, 'ticketed', 'tok_timeout', 202);
  await book(flightId, 'expired', 'tok_declined', 402);
  await book(flightId, 'expired');
  const { recordLocator } = await book(flightId, 'cancelled', 'tok_ok', 200);
  await client.post(`/v1/bookings/${recordLocator}/cancellation`, {}).expect(200);
  await book(doomed, 'cancelled', 'tok_ok', 200);
  await book(doomed, 'cancelled', 'tok_timeout', 202);
  await book(doomed, 'cancelled');
  await cancelFlight(url, doomed);
  return ends;
}

const health = z.object({ parts: z.record(z.string(), z.object({ lag: z.int().default(0) })) });

/** Events that a consumer has not seen, and timers that fire within the minute. */
async function leftToDo(url: string): Promise<number> {
  const ready = await request(url).get('/health/ready').expect(200);
  const lags = Object.values(health.parse(ready.body).parts).map(({ lag }) => lag);
  const due = await ask(
    client.database.url,
    "SELECT FROM timers.timer WHERE due_at < clock_timestamp() + interval '1 minute'",
  );
  return lags.reduce((sum, lag) => sum + lag, due.length);
}

/** All that was done, and what readers see of it; a start may import a new day's flights. */
async function outside(url: string) {
  const { database } = client;
  const log = await ask(
    database.url,
    "SELECT position, hash FROM log.event WHERE type <> 'FlightScheduled' ORDER BY position",
  );
  const money = [...(await chargesOf(database))].sort();
  const seats = [];
  for (const flight of [flightId, doomed]) {
    const { headers, text } = await request(url).get(`/v1/flights/${flight}/seats`).expect(200);
    seats.push({ etag: headers['etag'], text });
  }
  return { log, money, seats };
}

it('every event delivered again changes nothing: neither the log, nor the money, nor what readers see', async () => {
  const { database, eventStore, application } = client;
  const ends = await live();
  await expect.poll(() => leftToDo(application.url), patient).toBe(0);
  for (const [recordLocator, status] of ends) {
    expect(await bookingIn(eventStore, recordLocator)).toMatchObject({ recordLocator, status });
  }
  await expectAgreement(database, eventStore, [...ends.keys()]);
  const before = await outside(application.url);
  expect(await application.stop()).toBe(0);

  await ask(database.ownerUrl, 'DELETE FROM streaming.checkpoint');
  const again = await startApplication(database, shortHold);
  await expect.poll(() => leftToDo(again.url), patient).toBe(0);
  expect(await outside(again.url)).toEqual(before);
  expect(await again.stop()).toBe(0);
});
