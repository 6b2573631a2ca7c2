import { getAvailability } from '#contracts';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { contrail } from '../command-line/contrail.js';
import { startApplication } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { streamOf, versionOf, watch, type Watcher } from './watchers.js';

const patient = { timeout: 20_000, interval: 20 };

let client: Client;
let flightId: string;
let address: string;
let open: Watcher[] = [];

beforeAll(async () => {
  client = await openClient();
  flightId = await scheduleSmallFlight(client.eventStore, 1, 120);
  address = streamOf(client.application.url, flightId);
  const status = () =>
    request(address)
      .head('')
      .then((answer) => answer.status);
  await vi.waitUntil(async () => (await status()) === 200, patient);
});

afterEach(() => {
  for (const each of open) each.close();
  open = [];
});

afterAll(() => client.stop());

async function watched(headers?: Record<string, string>): Promise<Watcher> {
  const watcher = await watch(address, headers);
  open.push(watcher);
  return watcher;
}

async function etag(): Promise<string> {
  const read = await request(client.application.url)
    .get(`/v1/flights/${flightId}/availability`)
    .set('Accept-Encoding', 'identity');
  return read.headers['etag'] ?? '';
}

describe('GET /v1/flights/{flightId}/availability/stream', () => {
  it('sends the present availability at once, then each change', async () => {
    const watcher = await watched();
    await expect.poll(watcher.ids, patient).toHaveLength(1);
    expect(`"${watcher.ids()[0]}"`).toBe(await etag());
    await client.hold([flightId]);
    await expect.poll(watcher.ids, patient).toHaveLength(2);
    const [, event = ''] = watcher
      .text()
      .split(/\n\n(?=event: availability\n)/)
      .slice(1);
    const data = getAvailability.answers[200].schema.parse(
      JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? ''),
    );
    expect(data).toMatchObject({ flightId, version: versionOf(watcher.ids()[1]) });
    expect(data.version).toBe(versionOf(watcher.ids()[0]) + 1);
  });

  it('sends nothing at first to who has the present availability', async () => {
    const [id = ''] = /[\d-]+/.exec(await etag()) ?? [];
    const watcher = await watched({ 'Last-Event-ID': id });
    await expect.poll(watcher.text, patient).toMatch(/^retry: \d+\n\n$/);
    await client.hold([flightId]);
    await expect.poll(watcher.ids, patient).toHaveLength(1);
    expect(versionOf(watcher.ids()[0])).toBe(versionOf(id) + 1);
  });

  it('begins with what the Consistency-Token tells of', async () => {
    const placed = await place(client.application.url, [flightId]).expect(201);
    const token = placed.headers['consistency-token'] ?? '';
    const watcher = await watched({ 'Consistency-Token': token, Prefer: 'wait=10' });
    await expect.poll(watcher.ids, patient).toHaveLength(1);
    const { body } = await request(client.application.url)
      .get(`/v1/flights/${flightId}/availability`)
      .set('Consistency-Token', token);
    expect(versionOf(watcher.ids()[0])).toBe(body.version);
  });

  it.each([
    ['an unknown flight', 'UA1-EWR-2026-01-01', {}, 404, 'not-found'],
    ['no flight', 'x', {}, 400, 'validation'],
    ['who takes JSON alone', undefined, { Accept: 'application/json' }, 406, 'not-acceptable'],
  ] as const)('refuses %s', async (_, unknown, headers, status, problem) => {
    const url = streamOf(client.application.url, unknown ?? flightId);
    const { body } = await request(url).get('').set(headers).expect(status);
    expect(body.type).toBe(`/problems/${problem}`);
  });

  it('answers HEAD without a stream, and no other method', async () => {
    const head = await request(address).head('').expect(200);
    expect(head.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    await request(streamOf(client.application.url, 'UA1-EWR-2026-01-01')).head('').expect(404);
    const { headers } = await request(address).post('').expect(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });

  it('tells Prometheus how many are open', async () => {
    const streams = async () => {
      const { text } = await request(client.application.url).get('/metrics').expect(200);
      return /^contrail_streams_open (\d+)$/m.exec(text)?.[1];
    };
    await expect.poll(streams, patient).toBe('0');
    await Promise.all([watched(), watched()]);
    expect(await streams()).toBe('2');
  });

  it('sends the row of a view that was built anew', async () => {
    const watcher = await watched();
    await expect.poll(watcher.ids, patient).toHaveLength(1);
    const { code } = await contrail(
      { DATABASE_URL: client.database.ownerUrl, CONTRAIL_SECRET: client.database.secret },
      ...['rebuild', 'availability'],
    );
    expect(code).toBe(0);
    await expect.poll(watcher.ids, patient).toHaveLength(2);
    const [before, after] = watcher.ids().map((id) => id.split('-').map(Number));
    expect(after?.[0]).toBeGreaterThan(before?.[0] ?? NaN);
    expect(after?.[1]).toBe(before?.[1]);
  });
});

it('a stop ends each stream, and is not held up', async () => {
  const own = await startApplication(client.database);
  const watchers = await Promise.all(
    Array.from({ length: 50 }, () => watch(streamOf(own.url, flightId))),
  );
  const begun = performance.now();
  const code = await own.stop();
  await Promise.all(watchers.map(({ ended }) => ended));
  expect(code).toBe(0);
  // Streams that were waited for would take 20 s.
  expect(performance.now() - begun).toBeLessThan(10_000);
});
