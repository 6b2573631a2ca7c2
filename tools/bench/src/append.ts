import { randomBytes, randomUUID } from 'node:crypto';
import type { EventStore } from '#event-store';
import type pg from 'pg';
import { concurrency, rateOf } from './at-once.js';
import { openDatabase, openEventStore, openPool, withClient } from './bench-database.js';
import type { Benchmark } from './benchmark.js';

const appends = 3000;

/** What a booking of two is. */
export const placed = {
  recordLocator: 'K7QX2M',
  segments: [
    {
      flightId: 'UA1545-EWR-2026-12-05',
      cabin: 'economy',
      seats: ['12A', '12B'],
      fare: { amount: 19_400, currency: 'USD' },
    },
  ],
  party: 2,
  passengers: { sealed: randomBytes(90).toString('base64url') },
  contact: { sealed: randomBytes(60).toString('base64url') },
  total: { amount: 38_800, currency: 'USD' },
  holdExpiresAt: '2026-12-01T12:15:00.000Z',
};
const requested = {
  paymentId: '0b5e8f0a-51a3-4c4e-9d2e-0d8f3f6f2a11',
  amount: { amount: 38_800, currency: 'USD' },
  method: 'tok_ok',
  requestedAt: '2026-12-01T12:10:00.000Z',
};
const events = [
  { type: 'BookingPlaced', schemaVersion: 1, data: placed },
  { type: 'PaymentRequested', schemaVersion: 1, data: requested },
];
const asked = { correlationId: randomUUID(), actor: 'traveller' };

function appendTo(eventStore: EventStore): Promise<unknown> {
  const streamId = `booking-${randomUUID()}`;
  return eventStore.append([
    {
      commandId: randomUUID(),
      streams: [{ streamId, expectedVersion: 0 }],
      events: events.map((event) => ({ streamId, ...event, metadata: asked })),
    },
  ]);
}

/** The same two rows, whole, into a table of the same columns and indexes. */
function insertInto(pool: pg.Pool): Promise<unknown> {
  const streamId = `booking-${randomUUID()}`;
  const commandId = randomUUID();
  const values = events.flatMap(({ type, schemaVersion, data }, index) => [
    ...[streamId, index + 1, type, schemaVersion, JSON.stringify(data)],
    ...[JSON.stringify({ eventId: randomUUID(), ...asked, commandId }), randomBytes(32)],
  ]);
  return pool.query({
    name: 'insert',
    text: `INSERT INTO bench.event (transaction_id, stream_id, version, type, schema_version, data,
        metadata, recorded_at, hash)
      VALUES (pg_current_xact_id(), $1, $2, $3, $4, $5, $6, clock_timestamp(), $7),
        (pg_current_xact_id(), $8, $9, $10, $11, $12, $13, clock_timestamp(), $14)`,
    values,
  });
}

export const append: Benchmark = {
  name: 'append',
  ours: 'two events to a new stream through the event store, 32 at once',
  baseline: 'the same two rows inserted by a bare pg client into a table of the same indexes',
  unit: 'appends/s',
  target: { atLeast: 0.5 },
  async open(run) {
    const { signal } = run;
    const database = await openDatabase(run);
    await withClient(database.ownerUrl, (client) =>
      client.query('CREATE SCHEMA bench; CREATE TABLE bench.event (LIKE log.event INCLUDING ALL)'),
    );
    const eventStore = openEventStore(run, database.url, concurrency);
    const pool = openPool(run, database.ownerUrl, concurrency);
    return {
      ours: () => rateOf(appends, () => appendTo(eventStore), signal),
      baseline: () => rateOf(appends, () => insertInto(pool), signal),
    };
  },
};
