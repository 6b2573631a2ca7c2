import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { Vault } from '#vault';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { exportLog, restoreLog } from './index.js';

const signal = new AbortController().signal;
const progress = () => undefined;
const [kept, erased] = ['booking-KEPT22', 'booking-ERASED'];

let folder: string;
let file: string;
let keysFile: string;
let sealed: { sealed: string };
let other: TestDatabase;
let vault: Vault;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archived-keys-'));
  [file, keysFile] = [join(folder, 'log.gz'), join(folder, 'keys.gz')];
  const source = await createDatabase();
  const eventStore = new EventStore({ url: source.url, onConnectionLost: () => undefined });
  const sourceVault = openVault(source);
  const key = sourceVault.createKey(kept);
  sealed = key.seal('name', 'Bessie');
  await sourceVault.keep(key);
  await sourceVault.erase(erased);
  for (const streamId of [kept, erased]) {
    await eventStore.append([
      {
        commandId: streamId,
        streams: [{ streamId, expectedVersion: 0 }],
        events: [
          {
            ...{ streamId, type: 'Tested', schemaVersion: 1, data: sealed },
            metadata: { correlationId: 'c', actor: 'test' },
          },
        ],
      },
    ]);
  }
  const exported = await exportLog({ url: source.ownerUrl, file, keysFile, signal, progress });
  expect(exported).toMatchObject({ events: { lines: 2 }, keys: 1 });
  await eventStore.close();
  await sourceVault.close();
  await source.drop();
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  other = await createDatabase();
  vault = openVault(other);
});

afterEach(async () => {
  await vault.close();
  await other.drop();
});

function openVault({ url, secret }: TestDatabase): Vault {
  return new Vault({ url, secret, onConnectionLost: () => undefined });
}

const restore = (keys?: string) =>
  restoreLog({ ownerUrl: other.ownerUrl, file, keysFile: keys, signal, progress });

it('the file of keys is for its owner alone', async () => {
  expect((await stat(keysFile)).mode & 0o777).toBe(0o600);
});

describe('a log that is restored with its keys', () => {
  it('shows the persons that it showed, and no other', async () => {
    expect(await restore(keysFile)).toEqual({ events: 2, keys: 1 });
    expect(await vault.open(kept, { name: sealed })).toEqual({ name: 'Bessie' });
    expect(await vault.open(erased, { name: sealed })).toBeUndefined();
    expect(await vault.keep(vault.createKey(erased))).toBe(false);
  });

  it('is refused whole where they are of another secret', async () => {
    await ask(other.ownerUrl, `UPDATE vault.secret_fingerprint SET fingerprint = 'other'`);
    await expect(restore(keysFile)).rejects.toThrow('under another CONTRAIL_SECRET');
    expect(await ask(other.ownerUrl, 'SELECT FROM log.event')).toEqual([]);
  });

  it('is refused whole where they are the log', async () => {
    await expect(restore(file)).rejects.toThrow(/line 1: it is no key of an archive/);
    expect(await ask(other.ownerUrl, 'SELECT FROM log.event')).toEqual([]);
  });
});

describe('a log that is restored without keys', () => {
  it('shows every person as erased, and no booking gets another key', async () => {
    expect(await restore()).toEqual({ events: 2, keys: 0 });
    for (const booking of [kept, erased]) {
      expect(await vault.open(booking, { name: sealed })).toBeUndefined();
      expect(await vault.keep(vault.createKey(booking))).toBe(false);
    }
  });
});
