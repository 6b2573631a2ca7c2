import { availabilityView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { RunningApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { type OwnRedis, startOwnRedis } from '../setup/own-redis.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const flights = 20;
const [clients, readsEach] = [32, 200];

let pipeline: Pipeline;
let redis: OwnRedis;
let flightIds: string[];

beforeAll(async () => {
  [pipeline, redis] = await Promise.all([openPipeline(), startOwnRedis()]);
  const numbers = Array.from({ length: flights }, (_, index) => index + 1);
  flightIds = await Promise.all(
    numbers.map((number) => scheduleSmallFlight(pipeline.eventStore, number, 12)),
  );
  const relay = await pipeline.start('relay');
  const projector = await pipeline.start('projector');
  const views = new PostgresViewStore({
    url: pipeline.database.url,
    onConnectionLost: () => undefined,
  });
  const streamIds = flightIds.map((id) => `flight-${id}`);
  const folded = async () => (await views.rows(availabilityView, streamIds)).size === flights;
  await vi.waitUntil(folded, { timeout: 30_000 });
  await views.close();
  // Nobody else reads the view from here on.
  await Promise.all([relay.stop(), projector.stop()]);
});

afterAll(async () => {
  await pipeline.stop();
  await redis.remove();
});

/** What neither the topic nor Redis has: each read goes on to PostgreSQL, or is spared that. */
function startCold(): Promise<RunningApplication> {
  const KAFKA_PREFIX = `empty-${randomUUID()}`;
  return pipeline.start('query-api', { KAFKA_PREFIX, REDIS_URL: redis.url });
}

/** Rows of the view that were fetched by an index, when all who fetched them have ended. */
async function fetchedRows(): Promise<number> {
  const [row] = await ask<{ fetched: number }>(
    pipeline.database.ownerUrl,
    `SELECT idx_tup_fetch::integer AS fetched FROM pg_stat_user_tables
     WHERE schemaname = 'views' AND relname = 'availability'`,
  );
  return row?.fetched ?? 0;
}

const whatOf = ['availability', 'seats', ''];
/** Of each flight in turn: what is read of it takes turns too. */
const pathOf = (turn: number) =>
  `/v1/flights/${flightIds[turn % flights] ?? ''}/${whatOf[turn % whatOf.length] ?? ''}`.replace(
    /\/$/,
    '',
  );

/** The paths by all clients at once, again and again; answers how many were answered by each rung. */
async function load(
  { url }: RunningApplication,
  path: (turn: number) => string,
): Promise<Map<string, number>> {
  const pool = new Pool(url, { connections: clients });
  const rungs = new Map<string, number>();
  async function read(turn: number) {
    const { statusCode, headers, body } = await pool.request({ method: 'GET', path: path(turn) });
    await body.dump();
    expect(statusCode).toBe(200);
    const rung = /detail=(\w+)/.exec(String(headers['cache-status']))?.[1] ?? '';
    rungs.set(rung, (rungs.get(rung) ?? 0) + 1);
  }
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let turn = 0; turn < readsEach; turn += 1) await read(turn);
    }),
  );
  await pool.close();
  return rungs;
}

/** Answers how many rows were read for the answers. */
async function loadTwice(processes: number, path = pathOf): Promise<number> {
  const before = await fetchedRows();
  const cold = await Promise.all(Array.from({ length: processes }, startCold));
  await Promise.all(cold.map((each) => load(each, path)));
  const warm = await Promise.all(cold.map((each) => load(each, path)));
  for (const rungs of warm) expect(rungs).toEqual(new Map([['memory', clients * readsEach]]));
  for (const each of cold) await each.stop();
  // Each reads at its start which flights there are.
  return (await fetchedRows()) - before - processes * flights;
}

it('cold, under full load, each flight is read from PostgreSQL twice at most; warm, never', async () => {
  const fetched = await loadTwice(2);
  expect(fetched).toBeGreaterThanOrEqual(flights);
  expect(fetched).toBeLessThanOrEqual(2 * flights);
});

it('with Redis down, too: once by each process', async () => {
  await redis.kill();
  expect(await loadTwice(1)).toBe(flights);
});

it('so is a route that all search at once', async () => {
  const date = flightIds[0]?.slice(-'2026-12-05'.length) ?? '';
  const search = () => `/v1/flights?origin=EWR&destination=IAH&date=${date}`;
  expect(await loadTwice(1, search)).toBe(flights);
});

it('a flood of flights that nobody knows is kept from PostgreSQL', async () => {
  const cold = await startCold();
  const pool = new Pool(cold.url, { connections: clients });
  const looks = async () => {
    const [row] = await ask<{ looks: number }>(
      pipeline.database.ownerUrl,
      `SELECT idx_scan::integer AS looks FROM pg_stat_user_tables
       WHERE schemaname = 'views' AND relname = 'availability'`,
    );
    return row?.looks ?? 0;
  };
  const before = await looks();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 3_000 }, async (_, each) => {
      const path = `/v1/flights/ZZ${(each % 10) + 9_000}-EWR-2026-12-05/availability`;
      const { statusCode, body } = await pool.request({ method: 'GET', path });
      await body.dump();
      expect(statusCode).toBe(404);
    }),
  );
  await pool.close();
  await cold.stop();
  const seconds = Math.ceil((performance.now() - begun) / 1000);
  // Ten each second, and what health looks at.
  expect((await looks()) - before).toBeLessThanOrEqual(20 * seconds + 20);
});
