import { EventStore } from '#event-store';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let application: RunningApplication;
let flightId: string;

beforeAll(async () => {
  database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(eventStore, 1, 12);
  await eventStore.close();
  application = await startApplication(database, { LOG_LEVEL: 'trace' });
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

it('a booking leaves its correlation id in the logs and in its events, and no personal data', async () => {
  const placed = await place(application.url, [flightId]).expect(201);
  const { recordLocator, accessToken } = placed.body;
  await request(application.url)
    .get(`/v1/bookings/${recordLocator}`)
    .set('Authorization', `Bearer ${accessToken}`)
    .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
    .expect(200);
  const history = await request(application.url)
    .get(`/v1/history/streams/booking-${recordLocator}`)
    .set('Authorization', `Bearer ${accessToken}`)
    .expect(200);

  const correlationId = placed.headers['x-correlation-id'] ?? '';
  expect(history.body.events).toMatchObject([{ metadata: { correlationId } }]);
  await expect
    .poll(() => application.printed().split('\n'))
    .toContainEqual(expect.stringContaining(`"correlationId":"${correlationId}","method":"POST"`));
  expect(application.printed()).not.toMatch(/Bessie|Coleman|bessie@example/);
  expect(application.printed()).not.toContain(accessToken);
});
