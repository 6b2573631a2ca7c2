import { availabilityRow } from '#contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { AvailabilityState, ViewRow } from '#views/folds';
import { PostgresViewStore, RedisConnection, RedisCopies } from '#views/stores';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { rowAt as sampleAt, state as sample } from '../../../test/setup/availability-row.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { type OwnRedis, startOwnRedis } from '../../../test/setup/own-redis.js';
import { AvailabilityInMemory } from './availability-in-memory.js';
import { CaughtUp } from './caught-up.js';
import { ReadLadder } from './read-ladder.js';
import { Rungs } from './rungs.js';

const flightId = 'UA1545-EWR-2026-12-05';
const [a, b] = [`flight-${flightId}`, 'flight-UA1-EWR-2026-12-05'];

let database: TestDatabase;
let redis: OwnRedis;
let views: PostgresViewStore;
let connection: RedisConnection;
let inRedis: RedisCopies<AvailabilityState>;
let memory: AvailabilityInMemory;
let ladder: ReadLadder;

beforeEach(async () => {
  [database, redis] = await Promise.all([createDatabase(), startOwnRedis()]);
  await ask(database.ownerUrl, 'UPDATE views.generation SET generation = 1');
  views = new PostgresViewStore({ url: database.url, onConnectionLost: () => undefined });
  const ignore = () => undefined;
  const told = { onUnreachable: ignore, onReachable: ignore, onRefusal: ignore };
  connection = new RedisConnection({ url: redis.url, replyWithinMs: 1_000, ...told });
  inRedis = new RedisCopies(connection, { log: '1/1', view: 'availability', row: availabilityRow });
  memory = new AvailabilityInMemory();
  ladder = ladderOn(memory);
  await vi.waitUntil(async () => (await inRedis.row(a)) === undefined, { timeout: 10_000 });
});

afterEach(async () => {
  await Promise.all([views.close(), connection.close()]);
  await Promise.all([database.drop(), redis.remove()]);
});

function ladderOn(nearest: AvailabilityInMemory, store = views): ReadLadder {
  const rungs = new Rungs(nearest, [{ name: 'redis', copies: inRedis }], () => 0);
  return new ReadLadder(rungs, store, new CaughtUp(store));
}

function rowAt(version: number, streamId = a): ViewRow<AvailabilityState> {
  const state = { ...sample, flightId: streamId.slice('flight-'.length) };
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

/** The next look into PostgreSQL has looked, and answers when it is let go. */
function heldLook(): { looked: Promise<void>; letGo: () => void } {
  let [looks, letGo] = [(): void => undefined, (): void => undefined];
  const looked = new Promise<void>((resolve) => (looks = resolve));
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const rows = views.rows.bind(views);
  vi.spyOn(views, 'rows').mockImplementationOnce(async (view, streamIds) => {
    const found = await rows(view, streamIds);
    looks();
    await gate;
    return found;
  });
  return { looked, letGo };
}

const token = (versions: Record<string, number>, wait = 2) => ({
  'consistency-token': versions,
  prefer: `wait=${wait}`,
});

it('answers from the nearest rung, which keeps what one below it answered', async () => {
  await fold(rowAt(3));
  expect(await ladder.find(a, {})).toEqual({ row: rowAt(3), rung: 'postgres' });
  expect(await ladder.find(a, {})).toEqual({ row: rowAt(3), rung: 'memory' });
  const another = ladderOn(new AvailabilityInMemory());
  expect(await another.find(a, {})).toEqual({ row: rowAt(3), rung: 'redis' });
  expect(await another.find(a, {})).toEqual({ row: rowAt(3), rung: 'memory' });
});

it('looks once for what many miss at once', async () => {
  await fold(rowAt(3));
  const looks = vi.spyOn(views, 'rows');
  const found = await Promise.all(Array.from({ length: 50 }, () => ladder.find(a, {})));
  expect(new Set(found.map(({ row }) => row?.version))).toEqual(new Set([3]));
  expect(looks).toHaveBeenCalledTimes(1);
});

it('asks PostgreSQL once in a while for a flight that is unknown', async () => {
  const looks = vi.spyOn(views, 'rows');
  for (let read = 0; read < 20; read += 1) {
    expect(await ladder.find(a, {})).toEqual({ row: undefined, rung: 'postgres' });
  }
  expect(looks).toHaveBeenCalledTimes(1);
  await fold(rowAt(1));
  await expect.poll(() => ladder.find(a, {})).toEqual({ row: rowAt(1), rung: 'postgres' });
});

it('answers a flight that was unknown a moment ago when it is pushed, or by a token', async () => {
  await ladder.find(a, {});
  await ladder.find(b, {});
  await memory.put([rowAt(1)]);
  expect(await ladder.find(a, {})).toEqual({ row: rowAt(1), rung: 'memory' });
  await fold(rowAt(1, b));
  expect(await ladder.find(b, token({ [b]: 1 }))).toEqual({ row: rowAt(1, b), rung: 'postgres' });
  expect(await ladder.find(b, {})).toEqual({ row: rowAt(1, b), rung: 'memory' });
});

it('waits for a fare by its revision, on whatever rung', async () => {
  const revised = (version: number, revision: number) => {
    const state = { ...sample, fareRevisions: { economy: revision } };
    return { ...rowAt(version), state };
  };
  const fare = `fare-${flightId}-economy`;
  await fold(revised(2, 7));
  expect(await ladder.find(a, token({ [fare]: 7 }))).toMatchObject({ rung: 'postgres' });
  expect(await ladder.find(a, token({ [fare]: 7 }))).toMatchObject({ rung: 'memory' });
  await expect(ladder.find(a, token({ [fare]: 8 }, 0))).rejects.toThrow('not visible yet');
  await expect(ladder.find(b, token({ [fare]: 8 }, 0))).rejects.toThrow('not visible yet');
  await inRedis.put([revised(3, 8)]);
  expect(await ladder.find(a, token({ [fare]: 8 }))).toMatchObject({ rung: 'redis' });
});

it('takes no flight for unknown that memory has had since, and has let go', async () => {
  const small = new AvailabilityInMemory(2_000);
  const reading = ladderOn(small);
  await reading.find(a, {});
  await small.put([rowAt(1)]);
  await small.put([rowAt(1, b)]);
  await fold(rowAt(1));
  expect(await reading.find(a, {})).toEqual({ row: rowAt(1), rung: 'postgres' });
});

it('looks again when memory has had, and let go, a newer row meanwhile', async () => {
  const small = new AvailabilityInMemory(2_000);
  const reading = ladderOn(small);
  await fold(rowAt(3));
  const { looked, letGo } = heldLook();
  const finding = reading.find(a, {});
  await looked;
  await fold(rowAt(4));
  await small.put([rowAt(4)]);
  await small.put([rowAt(1, b)]);
  letGo();
  expect(await finding).toEqual({ row: rowAt(4), rung: 'postgres' });
});

it('answers the row that was pushed while it looked further down', async () => {
  await fold(rowAt(3));
  const { looked, letGo } = heldLook();
  const finding = ladder.find(a, {});
  await looked;
  await memory.put([rowAt(4)]);
  expect(await ladder.find(a, {})).toEqual({ row: rowAt(4), rung: 'memory' });
  letGo();
  expect(await finding).toEqual({ row: rowAt(4), rung: 'postgres' });
});

it('answers no row of Redis that is older than the one in memory', async () => {
  await inRedis.put([rowAt(3)]);
  await memory.put([rowAt(4)]);
  expect(await ladder.find(a, {})).toEqual({ row: rowAt(4), rung: 'memory' });
});

it('answers no row of Redis that is older than one that memory has let go', async () => {
  const small = new AvailabilityInMemory(2_000);
  await small.put([rowAt(4)]);
  await small.put([rowAt(1, b)]);
  await inRedis.put([rowAt(3)]);
  await fold(rowAt(4));
  expect(await ladderOn(small).find(a, {})).toEqual({ row: rowAt(4), rung: 'postgres' });
});

it('reads on, without a failed read, while Redis is flushed and killed', async () => {
  await fold(rowAt(3));
  // One that holds no row: each read goes on to Redis.
  const reading = ladderOn(new AvailabilityInMemory(1));
  let stopped = false;
  const rungs: string[] = [];
  const read = async () => {
    while (!stopped) {
      const { row, rung } = await reading.find(a, {});
      expect(row).toEqual(rowAt(3));
      rungs.push(rung);
      await pause(1);
    }
  };
  const readers = Promise.all(Array.from({ length: 8 }, read));
  const until = (rung: string) => {
    const from = rungs.length;
    return vi.waitUntil(() => rungs.includes(rung, from), { timeout: 10_000 });
  };
  await until('redis');
  await connection.ask((client) => client.flushAll());
  await until('redis');
  await redis.kill();
  await until('postgres');
  await redis.start();
  await until('redis');
  redis.hang();
  await until('postgres');
  redis.wake();
  await until('redis');
  stopped = true;
  await readers;
});

it('answers without PostgreSQL what memory or Redis has', async () => {
  const nowhere = new PostgresViewStore({
    url: 'postgres://nobody@127.0.0.1:1/nothing',
    onConnectionLost: () => undefined,
  });
  await memory.put([rowAt(3)]);
  await inRedis.put([rowAt(2, b)]);
  const alone = ladderOn(memory, nowhere);
  expect(await alone.find(a, {})).toEqual({ row: rowAt(3), rung: 'memory' });
  expect(await alone.find(b, token({ [b]: 2 }))).toEqual({ row: rowAt(2, b), rung: 'redis' });
  await expect(alone.find('flight-unknown', {})).rejects.toThrow('ECONNREFUSED');
  await expect(alone.find(a, token({ [a]: 4 }))).rejects.toThrow('ECONNREFUSED');
  await nowhere.close();
});

it('answers a read with a token from a rung that has all that was written', async () => {
  await memory.put([rowAt(2)]);
  await inRedis.put([rowAt(3), rowAt(5, b)]);
  expect(await ladder.find(a, token({ [a]: 2, 'booking-4SZU7G': 1 }))).toMatchObject({
    rung: 'memory',
  });
  expect(await ladder.find(a, token({ [a]: 3, [b]: 5 }))).toEqual({ row: rowAt(3), rung: 'redis' });
  expect(await ladder.find(a, {})).toEqual({ row: rowAt(3), rung: 'memory' });
});

it('waits for PostgreSQL when no rung has all of the token, though it is of another flight', async () => {
  await memory.put([rowAt(3)]);
  await inRedis.put([rowAt(3)]);
  await fold(rowAt(3));
  const finding = ladder.find(a, token({ [a]: 3, [b]: 1 }));
  await pause(50);
  await fold(rowAt(1, b));
  expect(await finding).toEqual({ row: rowAt(3), rung: 'postgres' });
  const inVain = ladder.find(a, token({ [b]: 2 }, 0));
  await expect(inVain).rejects.toMatchObject({ problem: 'view-behind' });
});

it('waits for PostgreSQL also when Redis is out of reach', async () => {
  await fold(rowAt(3));
  await redis.kill();
  await vi.waitUntil(async () => (await inRedis.row(a)) === 'unreachable', { timeout: 10_000 });
  const found = await ladder.find(a, token({ [a]: 3 }));
  expect(found).toEqual({ row: rowAt(3), rung: 'postgres' });
});

it('joins a read with a token to none that looked before the write', async () => {
  await fold(rowAt(3));
  const { looked, letGo } = heldLook();
  const before = ladder.find(a, {});
  await looked;
  await fold(rowAt(4));
  expect(await ladder.find(a, token({ [a]: 4 }))).toEqual({ row: rowAt(4), rung: 'postgres' });
  letGo();
  expect(await before).toEqual({ row: rowAt(4), rung: 'postgres' });
});
