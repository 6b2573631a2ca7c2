import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOfLog } from '#contracts';
import { EventStore } from '#event-store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { verifiedWithin } from '../../../test/setup/verified.js';
import { exportLog, restoreLog } from './index.js';

const signal = new AbortController().signal;
const progress = () => undefined;

let folder: string;
let database: TestDatabase;
let eventStore: EventStore;
let archive: string;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = openStore(database);
  for (const [index, data] of texts.entries()) await append(eventStore, `c${index}`, data);
  for (let count = 0; count < 3; count += 1)
    await append(eventStore, `long ${count}`, { count }, 700);
});

afterAll(async () => {
  await eventStore.close();
  await database.drop();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-archive-'));
  archive = join(folder, 'log.gz');
});

afterEach(() => rm(folder, { recursive: true }));

/** What a line, or a way of splitting lines, may stumble over. */
const texts = [
  { name: 'Zoë "Ace" O’Neill', path: 'C:\\new' },
  { lines: 'a\nb\rc\u2028d\u2029e', nothing: '\u0000' },
  { data: { hash: 'none', '}': '{"lines":1,"sha256":""}' }, emoji: '🛩' },
  { half: '\ud800', deep: [[[[]]]], number: 1e21 },
];

function openStore({ url }: TestDatabase): EventStore {
  return new EventStore({ url, onConnectionLost: () => undefined });
}

async function append(store: EventStore, commandId: string, data: object, count = 1) {
  const streamId = `flight-${count === 1 ? 'short' : commandId}`;
  const { events: before } = await store.readStream(streamId, { from: 1, limit: 1000 });
  const metadata = { correlationId: 'c\u2028', causationId: 'e', actor: 'test' };
  const event = { streamId, type: 'Tested', schemaVersion: 3, data, metadata };
  return store.append([
    {
      commandId,
      requestDigest: 'd',
      streams: [{ streamId, expectedVersion: before.length }],
      events: Array.from({ length: count }, () => event),
    },
  ]);
}

/** Once no other test's transaction holds back who follows. */
async function followed(store: EventStore) {
  return vi.waitUntil(async () => {
    const { events } = await store.follow(startOfLog, 10_000);
    return events.length === texts.length + 2100 && events;
  }, 60_000);
}

it('a log is restored as it was, to be exported as the same bytes, followed, repeated and written', async () => {
  const { events } = await exportLog({ url: database.ownerUrl, file: archive, signal, progress });
  expect(events.lines).toBe(texts.length + 2100);
  const other = await createDatabase();
  const restored = { ownerUrl: other.ownerUrl, file: archive, signal, progress };
  expect(await restoreLog(restored)).toEqual({ events: events.lines, keys: 0 });

  const again = join(folder, 'again.gz');
  await exportLog({ url: other.ownerUrl, file: again, signal, progress });
  expect((await readFile(again)).equals(await readFile(archive))).toBe(true);
  // Its types are none of Contrail's.
  const { found } = await verifiedWithin(other.ownerUrl, 0);
  expect(found.filter(({ kind }) => kind !== 'event-form')).toEqual([]);

  const store = openStore(other);
  expect(await followed(store)).toEqual(await followed(eventStore));
  expect(await append(store, 'c1', {})).toEqual({ outcome: 'repeated', commandId: 'c1' });
  expect(await append(store, 'new', {})).toMatchObject({ versions: { 'flight-short': 5 } });
  await expect(restoreLog(restored)).rejects.toThrow('the log is not empty');
  await store.close();
  await other.drop();
});

describe('a file of an export', () => {
  it('is for its owner alone, and has nothing beside it', async () => {
    await exportLog({ url: database.ownerUrl, file: archive, signal, progress });
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['log.gz']);
  });

  it('does not take the place of another', async () => {
    await writeFile(archive, 'mine');
    const exported = exportLog({ url: database.ownerUrl, file: archive, signal, progress });
    await expect(exported).rejects.toThrow(`${archive} exists`);
    expect(await readFile(archive, 'utf8')).toBe('mine');
  });

  it('is not there when the export was stopped, and neither are the keys', async () => {
    const stop = new AbortController();
    const stopped = exportLog({
      ...{ url: database.ownerUrl, file: archive, keysFile: join(folder, 'keys.gz') },
      signal: stop.signal,
      progress: () => stop.abort(new Error('stopped')),
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(await readdir(folder)).toEqual([]);
  });
});
