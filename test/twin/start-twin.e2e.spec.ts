import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tomorrowInNewYork } from '#tools/import';
import { removeCluster } from '#tools/postgres';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTwinIn } from '../setup/application.js';
import { pay, place } from '../setup/desk.js';

let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(await realpath(tmpdir()), 'contrail-twin-'));
  await chmod(data, 0o755);
});

afterAll(async () => {
  await removeCluster(join(data, 'postgres'), () => undefined);
  await rm(data, { recursive: true, force: true });
});

const tomorrow = tomorrowInNewYork(new Date().toISOString());

async function flightsToHouston(url: string): Promise<{ flightId: string }[]> {
  const route = { origin: 'EWR', destination: 'IAH', date: tomorrow };
  const { body } = await request(url).get('/v1/flights').query(route).expect(200);
  return body.flights;
}

it("the twin starts with tomorrow's flights, keeps its bookings, and leaves no server", async () => {
  const first = await startTwinIn(data);
  expect(first.printed()).toMatch(/1 days from \S+: [1-9]\d* flights scheduled/);
  const [flight] = await flightsToHouston(first.url);
  const { body: booking } = await place(first.url, [flight?.flightId ?? '']).expect(201);
  expect(await first.stop()).toBe(0);
  expect(first.printed()).toMatch(/\nstopped\n$/);
  const port = /PostgreSQL \S+ started on 127\.0\.0\.1:(\d+)/.exec(first.printed())?.[1] ?? '';
  const refused = { cause: { code: 'ECONNREFUSED' } };
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject(refused);

  const second = await startTwinIn(data);
  expect(second.printed()).toMatch(/1 days from \S+: 0 flights scheduled/);
  expect(await flightsToHouston(second.url)).not.toEqual([]);
  await pay(second.url, booking).expect(200);
  expect(await second.stop()).toBe(0);
});
