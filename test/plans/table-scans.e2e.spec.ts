import { randomUUID } from 'node:crypto';
import { EventStore } from '#event-store';
import { importSchedule, tomorrowInNewYork } from '#tools/import';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { cancelFlight, changeSeat, type Held, hold, pay } from '../setup/desk.js';
import { bookingIn, paymentsIn } from '../setup/folded.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;
let owner: pg.Client;
let flights: string[];

/** So many rows that a plan that reads all of them is worse than one by an index. */
const fillers = 5_000;

const fill = `
  INSERT INTO vault.key SELECT 'filler ' || n, '\\x00' FROM generate_series(1, ${fillers}) n;
  INSERT INTO payment.charge SELECT 'filler ' || n, 1, 'USD', 'declined' FROM generate_series(1, ${fillers}) n;
  INSERT INTO timers.timer SELECT 'filler ' || n, '{}', now() + interval '1 year' FROM generate_series(1, ${fillers}) n;
  INSERT INTO views.booking SELECT 'booking-filler ' || n, 1, 1, now() FROM generate_series(1, ${fillers}) n;
  INSERT INTO log.snapshot SELECT 'filler ' || n, 1, 1, now(), '{}' FROM generate_series(1, ${fillers}) n;
  ANALYZE;`;

async function open(): Promise<void> {
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  application = await startApplication(database, { HOLD_SECONDS: '3' });
}

async function close(): Promise<void> {
  await log.close();
  expect(await application.stop()).toBe(0);
}

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await open();
  const from = tomorrowInNewYork(new Date().toISOString());
  await importSchedule({ eventStore: log, from, days: 4, progress: () => undefined });
  flights = [await scheduleSmallFlight(log, 1, 60, 12), await scheduleSmallFlight(log, 2, 60, 12)];
  await close();
  await open();
  await close();
  await owner.query(fill);
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Rows that were read by scans of whole tables, of the tables that grow. */
async function scannedRows(): Promise<Record<string, number>> {
  // A backend has told its counts when it has ended.
  const others = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  await expect.poll(async () => (await owner.query(others)).rowCount).toBe(0);
  const { rows } = await owner.query<{ name: string; scanned: string }>(
    `SELECT schemaname || '.' || relname AS name, seq_tup_read AS scanned FROM pg_stat_user_tables
     WHERE n_live_tup >= ${fillers / 2}`,
  );
  return Object.fromEntries(rows.map(({ name, scanned }) => [name, Number(scanned)]));
}

async function get(path: string): Promise<void> {
  await request(application.url)
    .get(path)
    .set('Authorization', `Bearer ${operatorKey}`)
    .expect(200);
}

async function post(path: string, body: object, status = 200): Promise<void> {
  await request(application.url)
    .post(path)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', randomUUID())
    .send(body)
    .expect(status);
}

async function until(booking: Held, status: string): Promise<void> {
  const told = async () => (await bookingIn(log, booking.recordLocator)).status;
  await expect.poll(told, { timeout: 20_000 }).toBe(status);
}

async function playEverything(): Promise<void> {
  const { url } = application;
  const [flight = '', other = ''] = flights;
  const [travels, expires, cancels, stays] = [
    await hold(url, [flight, other]),
    await hold(url, [flight]),
    await hold(url, [flight]),
    await hold(url, [other]),
  ];
  const paid = await pay(url, travels).expect(200);
  await changeSeat(url, travels, flight, '11C').expect(200);
  await post(`/v1/bookings/${travels.recordLocator}/check-in`, {});
  await pay(url, cancels, 'tok_declined').expect(402);
  await pay(url, cancels).expect(200);
  await post(`/v1/bookings/${cancels.recordLocator}/cancellation`, {});
  await pay(url, stays, 'tok_timeout').expect(202);
  await request(url)
    .post('/v1/bookings/retrieval')
    .set('Consistency-Token', String(paid.headers['consistency-token']))
    .send({ recordLocator: travels.recordLocator, familyName: 'Coleman' })
    .expect(200);
  const date = flight.slice(-10);
  await get('/v1/airports');
  await get(`/v1/flights?origin=EWR&destination=IAH&date=${date}&passengers=2&cabin=economy`);
  for (const read of ['', '/availability', '/seats']) await get(`/v1/flights/${flight}${read}`);
  await get(`/v1/bookings/${travels.recordLocator}`);
  await get(`/v1/history/streams/booking-${travels.recordLocator}`);
  await get(`/v1/history/streams/flight-${flight}`);
  const asOf = new Date().toISOString();
  await get(`/v1/history/flights/${flight}/availability?asOf=${asOf}`);
  await get(`/v1/history/bookings/${travels.recordLocator}?asOf=${asOf}`);
  await get(`/v1/history/events?recordLocator=${travels.recordLocator}`);
  await get(`/v1/history/events?correlationId=${paid.headers['x-correlation-id']}`);
  await get('/health/ready');
  await get('/metrics');
  await until(expires, 'expired');
  await cancelFlight(url, other);
  await until(travels, 'cancelled');
  await until(stays, 'cancelled');
  const refunds = async () =>
    (
      await Promise.all([travels, cancels].map((each) => paymentsIn(log, each.recordLocator)))
    ).flat();
  await expect.poll(refunds, { timeout: 20_000 }).toEqual(['refunded', 'declined', 'refunded']);
  await post(`/v1/bookings/${cancels.recordLocator}/erasure`, {}, 204);
}

it('no query of the running application reads a table that grows from end to end', async () => {
  const tables = [
    ...['log.event', 'log.snapshot', 'views.availability', 'views.booking'],
    ...['vault.key', 'payment.charge', 'timers.timer'],
  ];
  const before = await scannedRows();
  expect(Object.keys(before)).toEqual(expect.arrayContaining(tables));
  await open();
  await close();
  const started = await scannedRows();
  // A start may read what it keeps in memory from end to end.
  const inMemory = 'views.availability';
  expect({ ...started, [inMemory]: before[inMemory] }).toEqual(before);
  const byStart = (started[inMemory] ?? 0) - (before[inMemory] ?? 0);
  await open();
  await playEverything();
  await close();
  const after = { ...started, [inMemory]: (started[inMemory] ?? 0) + byStart };
  expect(await scannedRows()).toEqual(after);
});
