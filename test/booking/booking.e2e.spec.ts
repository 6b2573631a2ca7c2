import { randomUUID } from 'node:crypto';
import { EventStore } from '#event-store';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, startApplication, type RunningApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let eventStore: EventStore;
let one: RunningApplication;
let other: RunningApplication;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  one = await startApplication(database);
  other = await startApplication(database);
});

afterAll(async () => {
  await eventStore.close();
  expect(await one.stop()).toBe(0);
  expect(await other.stop()).toBe(0);
  await database.drop();
});

describe('a booking', () => {
  it('keeps names out of the history', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 2, 12);
    const { body } = await place(one.url, [flightId]).expect(201);
    const history = await request(one.url)
      .get(`/v1/history/streams/booking-${body.recordLocator}`)
      .set('Authorization', `Bearer ${body.accessToken}`)
      .expect(200);
    expect(history.body.events).toMatchObject([{ version: 1, type: 'BookingPlaced' }]);
    expect(history.text).not.toMatch(/Bessie|Coleman|bessie@/);
  });

  it('shows its stream and its flight to those who may see them only', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 3, 12);
    const { body } = await place(one.url, [flightId]).expect(201);
    const forged = `${body.recordLocator}.${'A'.repeat(43)}`;
    const history = (stream: string, bearer: string) =>
      request(one.url)
        .get(`/v1/history/streams/${stream}`)
        .set('Authorization', `Bearer ${bearer}`);
    await history(`booking-${body.recordLocator}`, forged).expect(404);
    await history(`flight-${flightId}`, body.accessToken).expect(403);
    await history(`flight-${flightId}`, operatorKey).expect(200);
    await history(`flight-${flightId}`, 'rubbish').expect(401);
  });
});

describe('an Idempotency-Key', () => {
  it('whose booking was erased is answered no more', async () => {
    const flightId = await scheduleSmallFlight(eventStore, 32, 12);
    const key = randomUUID();
    const { body } = await place(one.url, [flightId], { key }).expect(201);
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('DELETE FROM vault.key WHERE subject = $1', [
      `booking-${body.recordLocator}`,
    ]);
    await owner.end();
    const repeat = await place(other.url, [flightId], { key }).expect(410);
    expect(repeat.body).toMatchObject({ type: '/problems/erased' });
  });
});
