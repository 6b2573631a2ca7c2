import { EventStore } from '#event-store';
import request from 'supertest';
import { expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { place } from '../setup/desk.js';
import { openPipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const patient = { timeout: 30_000, interval: 50 };

/** The application's role does not get in, and is thrown out; or it gets in again. */
async function letIn({ ownerUrl }: TestDatabase, isLetIn: boolean): Promise<void> {
  const name = new URL(ownerUrl).pathname.slice(1);
  await ask(ownerUrl, `ALTER DATABASE ${name} CONNECTION LIMIT ${isLetIn ? -1 : 0}`);
  if (isLetIn) return;
  const others = 'datname = $1 AND pid <> pg_backend_pid()';
  await ask(ownerUrl, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`, [
    name,
  ]);
}

async function shownBy({ url }: RunningApplication, flightId: string) {
  const { status, headers } = await request(url).get(`/v1/flights/${flightId}/availability`);
  return { status, age: Number(headers['age']), rung: headers['cache-status'] };
}

const memory = 'contrail; hit; detail=memory';

it('the embedded profile reads on without PostgreSQL, and says how old it is', async () => {
  const database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const flightId = await scheduleSmallFlight(eventStore, 1, 12);
  await eventStore.close();
  const application = await startApplication(database);
  await expect
    .poll(() => shownBy(application, flightId), patient)
    .toEqual({ status: 200, age: 0, rung: memory });
  await letIn(database, false);
  const isOld = async () => {
    const { status, age, rung } = await shownBy(application, flightId);
    expect({ status, rung }).toEqual({ status: 200, rung: memory });
    return age;
  };
  await expect.poll(isOld, patient).toBeGreaterThanOrEqual(4);
  const placed = await place(application.url, [flightId]);
  expect([placed.status, placed.headers['retry-after']]).toEqual([503, '1']);
  await letIn(database, true);
  await expect.poll(isOld, patient).toBe(0);
  const again = async () => (await place(application.url, [flightId])).status;
  await expect.poll(again, patient).toBe(201);
  await application.stop();
  await database.drop();
});

it('an embedded profile that is started again has its flights in memory before it is ready', async () => {
  const database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const flightId = await scheduleSmallFlight(eventStore, 1, 12);
  await eventStore.close();
  await (await startApplication(database)).stop();
  const application = await startApplication(database);
  expect(await shownBy(application, flightId)).toMatchObject({ status: 200, rung: memory });
  await application.stop();
  await database.drop();
});

it('a stale read, then a booking: 409 with the fresh truth, and the next read agrees', async () => {
  const pipeline = await openPipeline();
  const flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 2);
  await pipeline.start('relay');
  const projector = await pipeline.start('projector');
  const bookingApi = await pipeline.start('booking-api');
  const queryApi = await pipeline.start('query-api');
  const read = async () =>
    (await request(queryApi.url).get(`/v1/flights/${flightId}/availability`)).body;
  await expect.poll(async () => (await read()).version, patient).toBe(1);
  process.kill(projector.pid, 'SIGSTOP');
  let refused = await place(bookingApi.url, [flightId]);
  while (refused.status === 201) refused = await place(bookingApi.url, [flightId]);
  const stale = await read();
  expect(stale).toMatchObject({ version: 1, cabins: [{ available: 2 }] });
  expect(refused.status).toBe(409);
  const { type, availability } = refused.body;
  expect(type).toBe('/problems/sold-out');
  expect(availability).toMatchObject({ flightId, version: 3, cabins: [{ available: 0 }] });
  process.kill(projector.pid, 'SIGCONT');
  await expect.poll(read, patient).toEqual(availability);
  await pipeline.stop();
});
