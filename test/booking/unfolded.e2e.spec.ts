import { EventStore } from '#event-store';
import pg from 'pg';
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
  application = await startApplication(database);
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await database.drop();
});

async function seenVersion(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT version FROM views.availability WHERE stream_id = $1',
    [`flight-${flightId}`],
  );
  return rows[0]?.version;
}

function availability(token: string) {
  return request(application.url)
    .get(`/v1/flights/${flightId}/availability`)
    .set('Consistency-Token', token);
}

it('an event that was appended, but not folded when the process was killed, reaches the views', async () => {
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
  await expect.poll(() => seenVersion(holder), { timeout: 10_000 }).toBe(1);
  await holder.query('BEGIN');
  // Nobody folds meanwhile. ACCESS EXCLUSIVE would take a transaction id, and hold the horizon back.
  await holder.query('LOCK TABLE views.availability IN EXCLUSIVE MODE');

  const placed = await place(application.url, [flightId]).expect(201);
  const token = placed.headers['consistency-token'] ?? '';
  await availability(token).set('Prefer', 'wait=0').expect(503);
  await application.kill();
  // What it has asked PostgreSQL ends with it, before it is done.
  const waiting = `FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await holder.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
  await expect.poll(async () => (await holder.query(`SELECT ${waiting}`)).rowCount).toBe(0);
  await holder.query('ROLLBACK');
  expect(await seenVersion(holder)).toBe(1);
  await holder.end();

  application = await startApplication(database);
  const { body } = await availability(token).expect(200);
  expect(body).toMatchObject({ version: 2, cabins: [{ available: 11 }] });
});
