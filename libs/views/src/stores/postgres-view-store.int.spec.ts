import type { RecordedEvent } from '#contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { bookingView, type View } from '../folds/index.js';
import { PostgresViewStore } from './postgres-view-store.js';

const versions: View<number[]> = {
  ...bookingView,
  evolve: (state, { version }) => [...(state ?? []), version],
};

let database: TestDatabase;
let store: PostgresViewStore;

beforeAll(async () => {
  database = await createDatabase();
  store = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

function event(streamId: string, version: number): RecordedEvent {
  return {
    streamId,
    version,
    type: 'Tested',
    schemaVersion: 1,
    data: {},
    metadata: { eventId: `${version}`, correlationId: 'c', actor: 'test', commandId: 'c' },
    recordedAt: new Date(version).toISOString(),
    hash: '',
  };
}

it('parks v5 durably until v4 comes, while other streams go on, in whichever process', async () => {
  const [a, b] = ['booking-A', 'booking-B'];
  await store.fold(versions, [event(a, 1), event(a, 2), event(a, 3), event(a, 5), event(b, 1)]);
  expect(await store.versions(versions, [a, b])).toEqual(
    new Map([
      [a, 3],
      [b, 1],
    ]),
  );
  await store.fold(versions, [event(b, 2)]);
  const other = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
  await other.fold(versions, [event(a, 4)]);
  await other.close();
  expect((await store.row(versions, a))?.state).toEqual([1, 2, 3, 4, 5]);
  expect((await store.row(versions, b))?.state).toEqual([1, 2]);
});

it('folds a stream that two processes deliver at once exactly once', async () => {
  const events = [1, 2, 3, 4].map((version) => event('booking-C', version));
  await Promise.all(Array.from({ length: 8 }, () => store.fold(versions, events)));
  expect((await store.row(versions, 'booking-C'))?.state).toEqual([1, 2, 3, 4]);
});

it('answers the rows of the events, also where it had them already', async () => {
  const events = [event('booking-D', 1), event('booking-E', 1)];
  const rows = await store.fold(versions, events);
  expect(rows).toMatchObject([
    { streamId: 'booking-D', version: 1, state: [1] },
    { streamId: 'booking-E', version: 1, state: [1] },
  ]);
  expect(await store.fold(versions, events)).toEqual(rows);
});

it('writes nothing of a batch with an event that the view cannot fold', async () => {
  const faulty: View<number[]> = {
    ...versions,
    evolve(state, each) {
      if (each.version === 2) throw new Error('no such type');
      return versions.evolve(state, each);
    },
  };
  const [g, h] = ['booking-G', 'booking-H'];
  const events = [event(g, 1), event(g, 2), event(h, 1)];
  await expect(store.fold(faulty, events)).rejects.toThrow('no such type');
  expect(await store.row(versions, h)).toBeUndefined();
  await store.fold(versions, events);
  expect((await store.row(versions, g))?.state).toEqual([1, 2]);
});

it('survives a connection that breaks under a fold, and folds when it is delivered again', async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE views.booking IN EXCLUSIVE MODE');
  const folding = store.fold(versions, [event('booking-F', 1)]);
  const failed = expect(folding).rejects.toThrow(/terminat/);
  await expect
    .poll(async () => {
      const { rowCount } = await owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount;
    })
    .toBe(1);
  await failed;
  await owner.query('ROLLBACK');
  await owner.end();
  await store.fold(versions, [event('booking-F', 1)]);
  expect((await store.row(versions, 'booking-F'))?.version).toBe(1);
});
