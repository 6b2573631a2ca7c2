import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { testedEvent as event } from '../../../../test/setup/tested-event.js';
import { bookingView, Gap, type View } from '../folds/index.js';
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

it('refuses v5 before v4, and writes nothing of that batch', async () => {
  const [a, b] = ['booking-A', 'booking-B'];
  const folding = store.folding(versions);
  await folding.fold([event(a, 1), event(a, 2), event(a, 3)]);
  await expect(folding.fold([event(b, 1), event(a, 5)])).rejects.toThrow(Gap);
  expect(await store.row(versions, b)).toBeUndefined();
  await folding.fold([event(a, 5), event(a, 4)]);
  expect((await store.row(versions, a))?.state).toEqual([1, 2, 3, 4, 5]);
});

it('goes on where another process has come meanwhile', async () => {
  const [here, there] = [store.folding(versions), store.folding(versions)];
  const [i, j] = ['booking-I', 'booking-J'];
  await here.fold([event(i, 1), event(j, 1)]);
  await there.fold([event(i, 2), event(i, 3), event(j, 2)]);
  const rows = await here.fold([event(i, 4), event(j, 2), event(j, 3)]);
  expect(rows.map(({ state }) => state)).toEqual([
    [1, 2, 3, 4],
    [1, 2, 3],
  ]);
  expect((await store.row(versions, i))?.state).toEqual([1, 2, 3, 4]);
});

it('an older one than is stored is not written', async () => {
  const [here, there] = [store.folding(versions), store.folding(versions)];
  const k = 'booking-K';
  await here.fold([event(k, 1)]);
  await there.fold([event(k, 2), event(k, 3)]);
  expect(await here.fold([event(k, 2)])).toMatchObject([{ version: 3 }]);
  expect((await store.row(versions, k))?.version).toBe(3);
});

it('goes on from the rows of a newer generation, and writes none of an older', async () => {
  const [l, m] = ['booking-L', 'booking-M'];
  const folding = store.folding(versions);
  await folding.fold([event(l, 1), event(m, 1), event(m, 2)]);
  const raised = await ask(
    database.ownerUrl,
    `WITH built AS (UPDATE views.booking SET generation = generation + 1, state = '["anew"]' WHERE stream_id = '${l}'),
       lost AS (DELETE FROM views.booking WHERE stream_id = '${m}')
     UPDATE views.generation SET generation = generation + 1 WHERE view = 'booking' RETURNING generation`,
  );
  const generation = Number(raised[0]?.['generation']);
  expect(await folding.fold([event(l, 2)])).toMatchObject([{ generation, state: ['anew', 2] }]);
  await expect(folding.fold([event(m, 3)])).rejects.toThrow(Gap);
  expect(await folding.fold([1, 2, 3].map((version) => event(m, version)))).toMatchObject([
    { generation, state: [1, 2, 3] },
  ]);
});

it('folds a stream that two processes deliver at once exactly once', async () => {
  const events = [1, 2, 3, 4].map((version) => event('booking-C', version));
  await Promise.all(Array.from({ length: 8 }, () => store.folding(versions).fold(events)));
  expect((await store.row(versions, 'booking-C'))?.state).toEqual([1, 2, 3, 4]);
});

it('answers the rows of the events, also where it had them already', async () => {
  const events = [event('booking-D', 1), event('booking-E', 1)];
  const rows = await store.folding(versions).fold(events);
  expect(rows).toMatchObject([
    { streamId: 'booking-D', version: 1, state: [1] },
    { streamId: 'booking-E', version: 1, state: [1] },
  ]);
  expect(await store.folding(versions).fold(events)).toEqual(rows);
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
  await expect(store.folding(faulty).fold(events)).rejects.toThrow('no such type');
  expect(await store.row(versions, h)).toBeUndefined();
  await store.folding(versions).fold(events);
  expect((await store.row(versions, g))?.state).toEqual([1, 2]);
});

it('survives a connection that breaks under a fold, and folds when it is delivered again', async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('BEGIN');
  await owner.query('LOCK TABLE views.booking IN EXCLUSIVE MODE');
  const folding = store.folding(versions).fold([event('booking-F', 1)]);
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
  await store.folding(versions).fold([event('booking-F', 1)]);
  expect((await store.row(versions, 'booking-F'))?.version).toBe(1);
});
