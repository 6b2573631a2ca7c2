import type { RecordedEvent } from '#contracts';
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

it('parks v5 durably until v4 comes, while other streams go on', async () => {
  const [a, b] = ['booking-A', 'booking-B'];
  await store.fold(versions, [event(a, 1), event(a, 3), event(b, 1)]);
  expect(await store.versions(versions, [a, b])).toEqual(
    new Map([
      [a, 1],
      [b, 1],
    ]),
  );
  await store.fold(versions, [event(b, 2)]);
  await store.fold(versions, [event(a, 2)]);
  expect((await store.row(versions, a))?.state).toEqual([1, 2, 3]);
  expect((await store.row(versions, b))?.state).toEqual([1, 2]);
});

it('folds a stream that two processes deliver at once exactly once', async () => {
  const events = [1, 2, 3, 4].map((version) => event('booking-C', version));
  await Promise.all(Array.from({ length: 8 }, () => store.fold(versions, events)));
  expect((await store.row(versions, 'booking-C'))?.state).toEqual([1, 2, 3, 4]);
});
