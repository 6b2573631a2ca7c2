import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore, headOfNothing, SignedHeads } from '#event-store';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../test/setup/small-flight.js';
import { LogHeadSigner } from './log-head-signer.js';

let database: TestDatabase;
let eventStore: EventStore;
let folder: string;
let log: string;

beforeEach(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  folder = await mkdtemp(join(tmpdir(), 'signer-'));
  log = await eventStore.logId();
});

afterEach(async () => {
  await eventStore.close();
  await rm(folder, { recursive: true });
  await database.drop();
});

async function signing(heads: SignedHeads, work: () => Promise<void>): Promise<void> {
  const signer = new LogHeadSigner(eventStore, heads, 10);
  signer.onApplicationBootstrap();
  try {
    await work();
  } finally {
    await signer.beforeApplicationShutdown();
  }
}

async function expectSigned(heads: SignedHeads, events: number[]): Promise<void> {
  const signed = async () => (await heads.read(log)).heads.map((head) => head.events);
  await expect.poll(signed, { timeout: 60_000 }).toEqual(events);
}

it('signs the head when the log has grown, from where the last process left off', async () => {
  const heads = new SignedHeads(folder, database.secret);
  await signing(heads, async () => {
    await scheduleSmallFlight(eventStore, 1, 4);
    await expectSigned(heads, [1]);
    await scheduleSmallFlight(eventStore, 2, 4);
    await expectSigned(heads, [1, 2]);
  });
  await signing(heads, async () => {
    await scheduleSmallFlight(eventStore, 3, 4);
    await expectSigned(heads, [1, 2, 3]);
  });
  const { heads: signed } = await heads.read(log);
  expect(signed.at(-1)).toMatchObject(await eventStore.headAfter(headOfNothing));
});

it('signs no more when the heads that were signed are gone, and tells so', async () => {
  const heads = new SignedHeads(folder, database.secret);
  const told = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  await scheduleSmallFlight(eventStore, 1, 4);
  await signing(heads, async () => {
    await expect.poll(() => eventStore.signedEvents(log), { timeout: 60_000 }).toBe(1);
  });
  // Between two signers: one at work may have read the heads before they go.
  await rm(heads.file);
  await scheduleSmallFlight(eventStore, 2, 4);
  await signing(heads, async () => {
    const errors = () => String(told.mock.calls[0]?.[0]);
    await expect.poll(errors, { timeout: 60_000 }).toMatch('the head of 1 events was signed');
  });
  expect((await heads.read(log)).heads).toEqual([]);
});

it('tells that it could not, and goes on', async () => {
  const missing = join(folder, 'missing');
  const heads = new SignedHeads(missing, database.secret);
  const told = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  await scheduleSmallFlight(eventStore, 1, 4);
  await signing(heads, async () => {
    await expect.poll(() => told.mock.calls[0]?.[1], { timeout: 60_000 }).toMatch(heads.file);
    await mkdir(missing);
    await expectSigned(heads, [1]);
  });
});
