import { setTimeout as pause } from 'node:timers/promises';
import type { AvailabilityState, ViewRow } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ask } from '../../../../test/setup/ask.js';
import { rowAt as sampleAt, state as sample } from '../../../../test/setup/availability-row.js';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { AvailabilityInMemory } from '../availability-in-memory.js';
import { CaughtUp } from '../caught-up.js';
import { Rungs } from '../rungs.js';
import { RouteIndex } from './route-index.js';
import { RouteLadder } from './route-ladder.js';

const [a, b, elsewhere] = [
  'flight-UA1-EWR-2026-12-05',
  'flight-UA2-EWR-2026-12-05',
  'flight-UA3-JFK-2026-12-05',
];
const route = { origin: 'EWR', destination: 'IAH', date: '2026-12-05' };

let database: TestDatabase;
let views: PostgresViewStore;
let memory: AvailabilityInMemory;
let index: RouteIndex | undefined;
let ladder: RouteLadder;

beforeEach(async () => {
  database = await createDatabase();
  await ask(database.ownerUrl, 'UPDATE views.generation SET generation = 1');
  views = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
  await fold(rowAt(a, 3));
  await fold(rowAt(b, 3));
  await fold(rowAt(elsewhere, 3));
  await open();
});

afterEach(async () => {
  await index?.beforeApplicationShutdown();
  await views.close();
  await database.drop();
});

async function open(maxBytes?: number): Promise<void> {
  await index?.beforeApplicationShutdown();
  memory = new AvailabilityInMemory(maxBytes);
  index = new RouteIndex(views, memory.routes);
  await index.onApplicationBootstrap();
  ladder = new RouteLadder(new Rungs(memory, [], () => 0), views, new CaughtUp(views));
}

function rowAt(streamId: string, version: number): ViewRow<AvailabilityState> {
  const [, , origin = ''] = streamId.split('-');
  const state = { ...sample, origin, flightId: streamId.slice('flight-'.length) };
  return { ...sampleAt(version, 1, streamId), state };
}

/** As a projector writes it. */
async function fold(row: ViewRow<AvailabilityState>): Promise<void> {
  await ask(
    database.ownerUrl,
    `INSERT INTO views.availability (stream_id, generation, version, as_of, state)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (stream_id, generation) DO UPDATE SET version = excluded.version, state = excluded.state`,
    [row.streamId, row.generation, row.version, row.asOf, JSON.stringify(row.state)],
  );
}

/** As they are pushed to a process. */
async function push(...rows: ViewRow<AvailabilityState>[]): Promise<void> {
  await memory.put(rows);
}

async function found(headers = {}) {
  const { rung, rows } = await ladder.find(route, headers);
  const versions = rows().map(({ streamId, version }): [string, number] => [streamId, version]);
  return [rung, Object.fromEntries(versions)];
}

/** A search that has looked at PostgreSQL, and has no answer before it is let go. */
async function lookFromBefore() {
  const search = views.search.bind(views);
  let [tellLooked, letGo] = [(): void => undefined, (): void => undefined];
  const looked = new Promise<void>((resolve) => (tellLooked = resolve));
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  vi.spyOn(views, 'search').mockImplementationOnce(async (asked) => {
    const rows = await search(asked);
    tellLooked();
    await gate;
    return rows;
  });
  const before = found();
  await looked;
  return { before, letGo };
}

const token = (versions: Record<string, number>) => ({
  'consistency-token': versions,
  prefer: 'wait=1',
});

it('answers from memory when it has all flights of the route, else from PostgreSQL, once', async () => {
  await push(rowAt(a, 4));
  expect(await found()).toEqual(['postgres', { [a]: 4, [b]: 3 }]);
  expect(await found()).toEqual(['memory', { [a]: 4, [b]: 3 }]);
  await push(rowAt(b, 4));
  expect(await found()).toEqual(['memory', { [a]: 4, [b]: 4 }]);
});

it('lists a flight that was scheduled since, as soon as it is pushed', async () => {
  await found();
  const third = 'flight-UA4-EWR-2026-12-05';
  await push(rowAt(third, 1));
  expect(await found()).toEqual(['memory', { [a]: 3, [b]: 3, [third]: 1 }]);
  await push({ ...rowAt('flight-UA5-EWR-2026-12-05', 1), state: null });
  expect(await found()).toEqual(['memory', { [a]: 3, [b]: 3, [third]: 1 }]);
});

it('lists a flight that a look at PostgreSQL has found, before it is pushed', async () => {
  await found();
  const third = 'flight-UA4-EWR-2026-12-05';
  await fold(rowAt(third, 1));
  expect(await found(token({ [third]: 1 }))).toEqual(['postgres', { [a]: 3, [b]: 3, [third]: 1 }]);
  expect(await found(token({ [third]: 1 }))).toEqual(['memory', { [a]: 3, [b]: 3, [third]: 1 }]);
});

it('lists a flight that the view has since it was built anew, though no row of it is pushed', async () => {
  await found();
  const third = 'flight-UA4-EWR-2026-12-05';
  for (const streamId of [a, b, third]) await fold({ ...rowAt(streamId, 3), generation: 2 });
  await ask(database.ownerUrl, 'UPDATE views.generation SET generation = 2');
  const seen = { [a]: 3, [b]: 3, [third]: 3 };
  await expect.poll(found, { timeout: 10_000 }).toEqual(['memory', seen]);
});

it('tells rows of which one has changed by another mark', async () => {
  const marks = new Set<string>();
  const note = async () => marks.add((await ladder.find(route, {})).mark);
  await note();
  await note();
  expect(marks.size).toBe(1);
  await push(rowAt(b, 4));
  await note();
  await push({ ...rowAt(b, 1), generation: 2 });
  await note();
  expect(marks.size).toBe(3);
});

it('has the rows that its mark tells of, whatever is pushed, or goes, before they are read', async () => {
  await push(rowAt(a, 4), rowAt(b, 4));
  const { mark, rows } = await ladder.find(route, {});
  await push(rowAt(a, 5));
  memory.forgetBefore(2);
  const [first, second] = rows();
  expect([first?.version, second?.version, rows().length]).toEqual([4, 4, 2]);
  expect(mark).toBe(`${a}@1-4,${b}@1-4`);
});

it('answers routes that have no flights without PostgreSQL', async () => {
  await views.close();
  const { rung, rows } = await ladder.find({ ...route, destination: 'ATL' }, {});
  expect([rung, rows()]).toEqual(['memory', []]);
  views = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
});

it('looks once for what many miss at once', async () => {
  const looks = vi.spyOn(views, 'search');
  await Promise.all(Array.from({ length: 50 }, () => found()));
  expect(looks).toHaveBeenCalledTimes(1);
});

it('looks again when memory has had, and let go, a newer row meanwhile', async () => {
  await open(2_000);
  const search = views.search.bind(views);
  const looks = vi.spyOn(views, 'search').mockImplementationOnce(async (asked) => {
    const rows = await search(asked);
    await fold(rowAt(a, 4));
    await push(rowAt(a, 4), rowAt(elsewhere, 3));
    return rows;
  });
  expect(await found()).toEqual(['postgres', { [a]: 4, [b]: 3 }]);
  expect(looks).toHaveBeenCalledTimes(2);
});

it('answers a read with a token from memory when it has all that was written', async () => {
  await push(rowAt(a, 4), rowAt(b, 3));
  expect(await found(token({ [a]: 4, 'booking-4SZU7G': 9 }))).toEqual([
    'memory',
    { [a]: 4, [b]: 3 },
  ]);
});

it('waits with a token until PostgreSQL has what was written, and joins no look from before', async () => {
  const { before, letGo } = await lookFromBefore();
  const seeing = found(token({ [a]: 4 }));
  await fold(rowAt(a, 4));
  expect(await seeing).toEqual(['postgres', { [a]: 4, [b]: 3 }]);
  letGo();
  expect(await before).toEqual(['postgres', { [a]: 4, [b]: 3 }]);
  await expect(found({ ...token({ [a]: 5 }), prefer: 'wait=0' })).rejects.toMatchObject({
    problem: 'view-behind',
  });
});

it('joins with a token no look from before also where memory has what was written', async () => {
  const { before, letGo } = await lookFromBefore();
  const third = 'flight-UA4-EWR-2026-12-05';
  await fold(rowAt(third, 1));
  await push(rowAt(third, 1));
  const seeing = found(token({ [third]: 1 }));
  const answered = await Promise.race([seeing, pause(2_000)]);
  letGo();
  expect(answered).toEqual(['postgres', { [a]: 3, [b]: 3, [third]: 1 }]);
  await before;
});
