import { startOfLog, type RecordedEvent } from '#contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { EventStore } from './event-store.js';

const writers = 16;
const appendsEach = 25;

let database: TestDatabase;
let store: EventStore;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createDatabase();
  store = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  pool = new pg.Pool({ connectionString: database.ownerUrl, max: writers });
  await pool.query(`DO $$ BEGIN
    EXECUTE replace(replace(pg_get_functiondef('log.lock_first'::regproc),
      'lock_first', 'lock_unguarded'),
      'IF pg_current_xact_id_if_assigned() IS NOT NULL', 'IF false');
    EXECUTE replace(replace(replace(pg_get_functiondef('log.append'::regproc),
      'FUNCTION log.append', 'FUNCTION log.append_unguarded'),
      'lock_first', 'lock_unguarded'),
      'versions[stream] <> expected_versions[stream]', 'false');
  END $$`);
});

afterAll(async () => {
  await pool.end();
  await store.close();
  await database.drop();
});

type Write = (streamId: string, commandId: string) => Promise<boolean>;

/** As the application does: one statement, at the version that the writer has seen. */
async function append(streamId: string, commandId: string): Promise<boolean> {
  const { version } = await store.readStream(streamId, { from: 1, limit: 1 });
  const metadata = { correlationId: commandId, actor: 'test' };
  const { outcome } = await store.append([
    {
      commandId,
      streams: [{ streamId, expectedVersion: version }],
      events: [{ streamId, type: 'Tested', schemaVersion: 1, data: {}, metadata }],
    },
  ]);
  return outcome === 'appended';
}

/** A transaction that writes something else before it appends, at whatever version the stream has then. */
function appendAfterAWrite(lockFirst: boolean): Write {
  return async (streamId, commandId) => {
    const metadata = JSON.stringify({ eventId: commandId, commandId });
    const client = await pool.connect();
    await client.query('BEGIN');
    if (lockFirst) await client.query('SELECT log.lock_unguarded($1)', [[commandId, streamId]]);
    await client.query('SELECT pg_current_xact_id(), pg_sleep(random() / 100)');
    await client.query(
      `SELECT log.append_unguarded($1, $2, '{0}', '{1}', '{Tested}', '{1}', '{"{}"}', $3)`,
      [[commandId], [streamId], [metadata]],
    );
    await client.query('COMMIT');
    client.release();
    return true;
  };
}

/** Sixteen writers on four streams, each of which tries again after a conflict. */
async function writeAll(name: string, write: Write): Promise<void> {
  const work = Array.from({ length: writers }, async (_, writer) => {
    for (let appended = 0; appended < appendsEach;) {
      if (await write(`${name}-${writer % 4}`, `${name} ${writer} ${appended}`)) appended += 1;
    }
  });
  await Promise.all(work);
}

/** Follows the log, while it is written, until all events of those streams have come. */
async function followAll(name: string): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  let after = startOfLog;
  while (seen.length < writers * appendsEach) {
    const { events, next } = await store.follow(after, 50);
    seen.push(...events.filter(({ streamId }) => streamId.startsWith(`${name}-`)));
    after = next;
  }
  return seen;
}

/** How many events came before an older one of their stream. */
function outOfOrder(events: readonly RecordedEvent[]): number {
  const newest = new Map<string, number>();
  return events.filter(({ streamId, version }) => {
    const late = version < (newest.get(streamId) ?? 0);
    newest.set(streamId, Math.max(version, newest.get(streamId) ?? 0));
    return late;
  }).length;
}

describe('who follows the log gets each stream in its own order', () => {
  it.each<{ name: string; write: Write; holds: boolean }>([
    { name: 'append', write: append, holds: true },
    { name: 'lock-write-append', write: appendAfterAWrite(true), holds: true },
    { name: 'write-lock-append', write: appendAfterAWrite(false), holds: false },
  ])('$name: $holds', async ({ name, write, holds }) => {
    const [events] = await Promise.all([followAll(name), writeAll(name, write)]);
    expect(events).toHaveLength(writers * appendsEach);
    expect(outOfOrder(events) === 0).toBe(holds);
  });
});
