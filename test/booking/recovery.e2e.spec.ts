import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startProcess, type RunningApplication } from '../setup/application.js';
import { place } from '../setup/desk.js';

let data: string;
let application: RunningApplication;
let flightId: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'contrail embedded '));
  application = await startProcess({ CONTRAIL_DATA: data });
  flightId = await vi.waitUntil(() => /"flightId":"([^"]+)"/.exec(application.printed())?.[1]);
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await rm(await realpath(join(data, 'postgres')), { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
});

interface Acknowledged {
  recordLocator: string;
  accessToken: string;
}

async function placeInTheMiddleOf(kill: () => Promise<unknown>): Promise<Acknowledged[]> {
  const { url } = application;
  const placing = Array.from({ length: 200 }, () =>
    place(url, [flightId]).then(
      ({ status, body }): Acknowledged | undefined => (status === 201 ? body : undefined),
      () => undefined,
    ),
  );
  await Promise.race(placing);
  await kill();
  const acknowledged = (await Promise.all(placing)).filter((answer) => answer !== undefined);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.length).toBeLessThan(200);
  return acknowledged;
}

async function expectAllThere(acknowledged: Acknowledged[]): Promise<void> {
  for (const { recordLocator, accessToken } of acknowledged) {
    const token = Buffer.from(`booking-${recordLocator}@1`).toString('base64url');
    await request(application.url)
      .get(`/v1/bookings/${recordLocator}`)
      .set('Authorization', `Bearer ${accessToken}`)
      .set('Consistency-Token', token)
      .expect(200);
  }
}

it('loses no acknowledged booking to a kill -9 of Node', async () => {
  const acknowledged = await placeInTheMiddleOf(() => application.kill());
  application = await startProcess({ CONTRAIL_DATA: data });
  await expectAllThere(acknowledged);
});

it('loses no acknowledged booking to a kill -9 of the postmaster', async () => {
  const acknowledged = await placeInTheMiddleOf(async () => {
    const postmaster = await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number(postmaster.split('\n')[0]), 'SIGKILL');
  });
  expect(await application.ended).toBe(1);
  expect(application.printed()).toMatch('PostgreSQL has ended by itself; the next start recovers');
  application = await startProcess({ CONTRAIL_DATA: data });
  await expectAllThere(acknowledged);
});
