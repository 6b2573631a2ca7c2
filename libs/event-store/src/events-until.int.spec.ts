import type { StreamEvent } from '#contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { EventStore } from './event-store.js';

let database: TestDatabase;
let store: EventStore;
let writer: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  store = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  writer = new pg.Client({ connectionString: database.url });
  await writer.connect();
});

afterAll(async () => {
  await writer.end();
  await store.close();
  await database.drop();
});

async function append(streamId: string, version: number): Promise<void> {
  const metadata = { eventId: `${streamId}@${version}`, commandId: `${streamId} ${version}` };
  await writer.query(
    `SELECT log.append(ARRAY[$1], ARRAY[$2], ARRAY[$3::integer], '{1}', '{Tested}', '{1}', '{"{}"}', ARRAY[$4::json])`,
    [metadata.commandId, streamId, version - 1, metadata],
  );
}

async function versionsUntil(streamId: string, instant: string): Promise<number[]> {
  const pages: StreamEvent[][] = [];
  for await (const page of store.eventsUntil(streamId, instant)) pages.push(page);
  return pages.flat().map(({ version }) => version);
}

/** An instant that every later append is recorded after. */
async function gone(): Promise<string> {
  const instant = await store.clock();
  await expect.poll(() => store.clock()).not.toBe(instant);
  return instant;
}

describe('the events of a stream until an instant', () => {
  it('are those that were recorded at or before it', async () => {
    await append('flight-a', 1);
    const first = await gone();
    await append('flight-a', 2);
    const second = await gone();
    expect(await versionsUntil('flight-a', first)).toEqual([1]);
    expect(await versionsUntil('flight-a', second)).toEqual([1, 2]);
    expect(await versionsUntil('flight-a', '0000-01-01T00:00:00.000Z')).toEqual([]);
    const { events } = await store.readStream('flight-a', { from: 1, limit: 2 });
    expect(await versionsUntil('flight-a', events[1]?.recordedAt ?? '')).toEqual([1, 2]);
  });

  it('are told when an append is committed that had recorded one by then', async () => {
    await append('flight-b', 1);
    await writer.query('BEGIN');
    await append('flight-b', 2);
    const instant = await gone();
    const told = versionsUntil('flight-b', instant);
    const waiting = `SELECT count(*)::integer AS waiting FROM pg_locks
      WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const waiters = async () => (await writer.query<{ waiting: number }>(waiting)).rows[0]?.waiting;
    await expect.poll(waiters).toBe(1);
    await writer.query('COMMIT');
    expect(await told).toEqual([1, 2]);
  });

  it('wait for nobody where a later event is seen', async () => {
    await append('flight-c', 1);
    const instant = await gone();
    await append('flight-c', 2);
    await writer.query('BEGIN');
    await append('flight-c', 3);
    expect(await versionsUntil('flight-c', instant)).toEqual([1]);
    await writer.query('COMMIT');
  });

  it('are told page by page', async () => {
    const events = Array.from({ length: 2001 }, () => ({
      ...{ streamId: 'flight-d', type: 'Tested', schemaVersion: 1, data: {} },
      metadata: { correlationId: 'd', actor: 'test' },
    }));
    const streams = [{ streamId: 'flight-d', expectedVersion: 0 }];
    await store.append([{ commandId: 'many', streams, events }]);
    const told = await versionsUntil('flight-d', await gone());
    expect(told).toEqual(events.map((_, index) => index + 1));
  });
});
