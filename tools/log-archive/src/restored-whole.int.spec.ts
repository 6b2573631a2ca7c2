import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../test/setup/small-flight.js';
import { Superuser } from '../../verify/test/superuser.js';
import { exportLog, restoreLog } from './index.js';

const signal = new AbortController().signal;
const progress = () => undefined;

let folder: string;
let file: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restored-whole-'));
  file = join(folder, 'log.gz');
  const source = await createDatabase();
  const eventStore = new EventStore({ url: source.url, onConnectionLost: () => undefined });
  for (let number = 1; number <= 600; number += 1)
    await scheduleSmallFlight(eventStore, number, 12);
  await eventStore.close();
  await exportLog({ url: source.ownerUrl, file, signal, progress });
  await source.drop();
  database = await createDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const streams = () => ask(database.ownerUrl, 'SELECT stream_id FROM log.event');

it('a restore that is stopped on its way leaves nothing', async () => {
  const stop = new AbortController();
  const stopped = restoreLog({
    ...{ ownerUrl: database.ownerUrl, file, signal: stop.signal },
    progress: () => stop.abort(new Error('stopped')),
  });
  await expect(stopped).rejects.toThrow('stopped');
  expect(await streams()).toEqual([]);
});

it('only the owner restores', async () => {
  const restored = restoreLog({ ownerUrl: database.url, file, signal, progress });
  await expect(restored).rejects.toThrow('permission denied for function append_restored');
});

it('an append that is under way is waited for, and then the log is not empty', async () => {
  const superuser = await Superuser.connect(database.ownerUrl);
  const writer = new pg.Client({ connectionString: database.url });
  await writer.connect();
  await writer.query('BEGIN');
  await writer.query(
    `SELECT log.append('{c}', '{flight-mine}', '{0}', '{1}', '{Tested}', '{1}', '{"{}"}',
      ARRAY['{"commandId":"c"}']::json[])`,
  );
  const restored = expect(
    restoreLog({ ownerUrl: database.ownerUrl, file, signal, progress }),
  ).rejects.toThrow('the log is not empty');
  await superuser.untilSomeoneWaits();
  await writer.query('COMMIT');
  await restored;
  expect(await streams()).toEqual([{ stream_id: 'flight-mine' }]);
  await writer.end();
  await superuser.close();
});
