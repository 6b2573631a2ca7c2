import { EventStore } from '#event-store';
import { tomorrowInNewYork, unscheduledDates } from '#tools/import';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let eventStore: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await eventStore.close();
  await database.drop();
});

const start = (days: number) => startApplication(database, {}, days);

/** What is told once the coming days are there. */
async function topUpOf(application: RunningApplication): Promise<string> {
  const told = () => /^\d+ days from .*$/m.exec(application.printed())?.[0];
  return vi.waitUntil(told, { timeout: 60_000 });
}

function missing(days: number) {
  const from = tomorrowInNewYork(new Date().toISOString());
  return unscheduledDates(eventStore, { from, days });
}

function firstBooking(application: RunningApplication): string {
  return /"flightId":"([^"]+)"/.exec(application.printed())?.[1] ?? 'none';
}

it('schedules tomorrow before it serves, and the other days while it does', async () => {
  const application = await start(3);
  expect(application.printed()).toMatch(/^\d{4}-\d\d-\d\d: [1-9]\d* flights scheduled$/m);
  await request(application.url)
    .get(`/v1/flights/${firstBooking(application)}`)
    .expect(200);
  expect(await topUpOf(application)).toMatch(/: [1-9]\d+ more flights scheduled$/);
  expect(await missing(3)).toBeUndefined();
  expect(await application.stop()).toBe(0);
});

it('adds nothing when the days are there', async () => {
  const application = await start(3);
  expect(application.printed()).toMatch(/: the flights were scheduled before$/m);
  expect(await topUpOf(application)).toMatch(/: 0 more flights scheduled$/);
  expect(await application.stop()).toBe(0);
});

it('offers a flight that is still for sale', async () => {
  const first = await start(1);
  const cancelled = firstBooking(first);
  await request(first.url)
    .post(`/v1/operations/flights/${cancelled}/cancellation`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', 'the-first-booking-is-cancelled')
    .send({ reason: 'snow' })
    .expect(200);
  expect(await first.stop()).toBe(0);
  const second = await start(1);
  const flightId = firstBooking(second);
  expect(flightId).not.toBe(cancelled);
  const { body } = await request(second.url).get(`/v1/flights/${flightId}`).expect(200);
  expect(body.status).toBe('scheduled');
  expect(await second.stop()).toBe(0);
});

it('stops at once in the middle of it, and the next start completes it', async () => {
  const application = await start(300);
  expect(await application.stop()).toBe(0);
  expect(application.printed()).not.toMatch('300 days from');
  expect(await missing(300)).toBeDefined();
  const next = await start(5);
  await topUpOf(next);
  expect(await missing(5)).toBeUndefined();
  expect(await next.stop()).toBe(0);
});

it('tells that it could not, and serves on', async () => {
  const application = await start(300);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const role = pg.escapeIdentifier(new URL(database.url).username);
  await owner.query(`REVOKE EXECUTE ON FUNCTION log.append FROM ${role}`);
  await owner.end();
  const told = () => application.printed().includes('the coming days could not be scheduled');
  await vi.waitUntil(told, { timeout: 60_000 });
  await request(application.url).get('/health/ready').expect(200);
  expect(await application.stop()).toBe(0);
});
