import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#tools/postgres';
import type { Nginx } from '#tools/services';
import request from 'supertest';
import { EventSource, MessageEvent } from 'undici';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEdge } from '../../tools/distributed/src/edge.js';
import { streamOf, versionOf, watch } from '../live/watchers.js';
import type { RunningApplication } from '../setup/application.js';
import { hold, place } from '../setup/desk.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const patient = { timeout: 30_000, interval: 50 };
const instant = '2026-01-01T00:00:00.000Z';

let folder: string;
let pipeline: Pipeline;
let queryApis: RunningApplication[];
let edge: Nginx;
let flightId: string;
let availability: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contrail-edge-'));
  pipeline = await openPipeline();
  flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 120);
  availability = `/v1/flights/${flightId}/availability`;
  const others = ['relay', 'projector', 'booking-api'] as const;
  const [, , bookingApi] = await Promise.all(others.map((name) => pipeline.start(name)));
  queryApis = await Promise.all([pipeline.start('query-api'), pipeline.start('query-api')]);
  edge = await startEdge({
    directory: folder,
    host: '127.0.0.1',
    port: await freePort(),
    bookingApis: [bookingApi?.url ?? expect.unreachable()],
    queryApis: queryApis.map(({ url }) => url),
    progress: () => undefined,
  });
  await vi.waitUntil(async () => (await read()).status === 200, patient);
});

afterAll(async () => {
  await edge.stop();
  await pipeline.stop();
  await rm(folder, { recursive: true });
});

function read(path = availability): request.Test {
  return request(edge.url).get(path);
}

describe('reads through the edge', () => {
  it('are kept for a moment, and tell so', async () => {
    const { headers } = await read();
    await expect
      .poll(async () => (await read()).headers['cache-status'], patient)
      .toMatch(/^contrail; hit; detail=\w+, contrail-edge; hit$/);
    await read()
      .set('If-None-Match', headers['etag'] ?? '')
      .expect(304);
  });

  it('show a write at once to who has its Consistency-Token', async () => {
    for (let times = 0; times < 2; times += 1) {
      const placed = await place(edge.url, [flightId]).expect(201);
      const { body, headers } = await read()
        .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
        .set('Prefer', 'wait=10')
        .expect(200);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['cache-status']).toMatch(/contrail-edge; fwd=bypass$/);
      await expect.poll(async () => (await read()).body.version, patient).toBe(body.version);
    }
  });

  it.each([
    () => '/v1/airports',
    () => `/v1/flights?origin=EWR&destination=IAH&date=${flightId.slice(-10)}`,
    () => `/v1/flights/${flightId}`,
    () => availability,
    () => `/v1/flights/${flightId}/seats`,
    () => `/v1/history/flights/${flightId}/availability?asOf=${new Date().toISOString()}`,
    () => '/problems/sold-out',
  ])('differ by nothing that the key of the edge does not have, in case %#', async (path) => {
    const { headers } = await read(path()).expect(200);
    const differ = (headers['vary'] ?? '').split(/, */).filter((name) => name !== '');
    for (const name of differ) expect(['Accept-Encoding', 'Consistency-Token']).toContain(name);
  });

  it('of a booking are never kept', async () => {
    const { recordLocator, accessToken } = await hold(edge.url, [flightId]);
    const booking = read(`/v1/bookings/${recordLocator}`).set(
      'Authorization',
      `Bearer ${accessToken}`,
    );
    const { headers } = await booking.set('Prefer', 'wait=10');
    expect(headers['cache-control']).toBe('private, no-store');
    await read(`/v1/bookings/${recordLocator}`).expect(401);
  });

  it('of what was before anything are not kept', async () => {
    const path = `/v1/history/flights/${flightId}/availability?asOf=${instant}`;
    for (let times = 0; times < 2; times += 1) {
      const { headers } = await read(path).expect(404);
      expect(headers['cache-control']).toBe('no-store');
    }
  });
});

async function openStreams({ url }: RunningApplication): Promise<number> {
  const { text } = await request(url).get('/metrics').expect(200);
  return Number(/^contrail_streams_open (\d+)$/m.exec(text)?.[1]);
}

describe('streams through the edge', () => {
  it('an update reaches a thousand of them, and all instances', async () => {
    const watchers = await Promise.all(
      Array.from({ length: 1_000 }, () => watch(streamOf(edge.url, flightId))),
    );
    await expect.poll(() => watchers.every(({ ids }) => ids().length > 0), patient).toBe(true);
    for (const each of queryApis) expect(await openStreams(each)).toBeGreaterThan(300);
    const placed = await place(edge.url, [flightId]).expect(201);
    const { body } = await read()
      .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
      .expect(200);
    const seen = () => new Set(watchers.map(({ ids }) => versionOf(ids().at(-1))));
    await expect.poll(seen, patient).toEqual(new Set([body.version]));
    for (const each of watchers) each.close();
    for (const each of queryApis) await expect.poll(() => openStreams(each), patient).toBe(0);
  });

  it('an EventSource goes on with another instance where its own has ended', async () => {
    const source = new EventSource(streamOf(edge.url, flightId));
    const seen: string[] = [];
    source.addEventListener('availability', (event) => {
      if (event instanceof MessageEvent) seen.push(event.lastEventId);
    });
    await expect.poll(() => seen, patient).toHaveLength(1);
    const [first = expect.unreachable(), second = expect.unreachable()] = queryApis;
    const [its, other] = (await openStreams(first)) === 1 ? [first, second] : [second, first];
    expect(await its.stop()).toBe(0);
    queryApis = [other];
    await expect.poll(() => openStreams(other), patient).toBe(1);
    await hold(edge.url, [flightId]);
    await expect.poll(() => seen, patient).toHaveLength(2);
    expect(versionOf(seen[1])).toBe(versionOf(seen[0]) + 1);
    source.close();
  });
});

it('reads go on when every query-api is down, and tell how old they are', async () => {
  const [present = expect.unreachable()] = queryApis;
  const { body } = await request(present.url).get(`/v1/flights/${flightId}/availability`);
  // What was kept from before is answered once more, while it is asked for anew.
  await expect.poll(async () => (await read().expect(200)).body, patient).toEqual(body);
  await Promise.all(queryApis.map((each) => each.kill()));
  await pause(3_000);
  const stale = await read().expect(200);
  expect(stale.body).toEqual(body);
  expect(Number(stale.headers['age'])).toBeGreaterThanOrEqual(2);
  expect(stale.headers['cache-status']).toMatch(/contrail-edge; hit; detail=stale$/);
  const unread = await read('/v1/flights/UA1-EWR-2026-01-01').expect(503);
  expect(unread.body.type).toBe('/problems/unavailable');
});
