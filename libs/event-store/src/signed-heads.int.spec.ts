import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { EventStore } from './event-store.js';
import { headOfNothing, type LogHead } from './log-head.js';
import { SignedHeads } from './signed-heads.js';

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  store = new EventStore({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

/** The newest head, once no other test's transaction holds back who follows. */
async function headOf(events: number, earlier = headOfNothing): Promise<LogHead> {
  return vi.waitUntil(async () => {
    const head = await store.headAfter(earlier);
    return head.events === events && head;
  }, 60_000);
}

async function append(commandId: string, count: number): Promise<void> {
  const streamId = `heads-${commandId}`;
  const metadata = { correlationId: 'c', actor: 'test' };
  await store.append([
    {
      commandId,
      streams: [{ streamId, expectedVersion: 0 }],
      events: Array.from({ length: count }, (_, index) => {
        return { streamId, type: 'Tested', schemaVersion: 1, data: { index }, metadata };
      }),
    },
  ]);
}

describe('the head of a log', () => {
  it('is the same, reckoned at once or from any earlier one', async () => {
    for (const commandId of ['a', 'b', 'c', 'd', 'e', 'f']) await append(commandId, 200);
    const first = await headOf(1200);
    await append('g', 2);
    const second = await headOf(1202, first);
    expect(second.hash).not.toBe(first.hash);
    expect(await store.headAfter(headOfNothing)).toEqual(second);
    expect(await store.headAfter(second)).toEqual(second);
  });

  it('belongs to a log that has a name of its own', async () => {
    const other = await createDatabase();
    const otherStore = new EventStore({ url: other.url, onConnectionLost: () => undefined });
    expect(await otherStore.logId()).not.toBe(await store.logId());
    expect(await store.logId()).toMatch(/^\d+\/\d+$/);
    await otherStore.close();
    await other.drop();
  });
});

describe('heads that are signed', () => {
  const signedAt = '2026-12-01T12:00:00.000Z';
  const secret = 'a secret of the tests, of 32 characters or more';
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heads-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  function head(events: number): LogHead {
    return {
      events,
      position: { transactionId: '755', position: `${events}` },
      hash: 'ab'.repeat(32),
    };
  }

  it('are none before the first is kept', async () => {
    expect(await new SignedHeads(folder, secret).read('a log')).toEqual({ heads: [], forged: [] });
  });

  it('are read as they were kept, by their number of events, those of the log alone', async () => {
    const heads = new SignedHeads(folder, secret);
    await heads.keep('a log', head(9), signedAt);
    await heads.keep('another', head(5), signedAt);
    await heads.keep('a log', head(7), signedAt);
    expect(await heads.read('a log')).toEqual({
      heads: [
        { ...head(7), signedAt },
        { ...head(9), signedAt },
      ],
      forged: [],
    });
    expect((await stat(heads.file)).mode & 0o777).toBe(0o600);
  });

  it.each<[string, (text: string) => string]>([
    ['a changed number', (text) => text.replace('"events":9', '"events":8')],
    ['another hash', (text) => text.replace('ababab', 'ababac')],
    ['another time', (text) => text.replace('12:00', '12:01')],
    ['another position', (text) => text.replace('"position":"9"', '"position":"8"')],
    ['another transaction', (text) => text.replace('"755"', '"756"')],
    ['a torn line', (text) => text.slice(0, -20)],
    ['a line without a signature', (text) => text.replace(/"signature":"[^"]*"/, '"signature":""')],
  ])('do not pass with %s', async (_, change) => {
    const heads = new SignedHeads(folder, secret);
    await heads.keep('a log', head(7), signedAt);
    await heads.keep('a log', head(9), signedAt);
    const [first = '', second = ''] = (await readFile(heads.file, 'utf8')).split('\n');
    await writeFile(heads.file, `${first}\n${change(second)}\n`);
    const { heads: genuine, forged } = await heads.read('a log');
    expect(genuine).toMatchObject([{ events: 7 }]);
    expect(forged).toEqual([2]);
  });

  it('of another log may be signed under another secret', async () => {
    await new SignedHeads(folder, `${secret}!`).keep('another', head(7), signedAt);
    const heads = new SignedHeads(folder, secret);
    expect(await heads.read('a log')).toEqual({ heads: [], forged: [] });
  });

  it('do not pass under another secret', async () => {
    await new SignedHeads(folder, secret).keep('a log', head(7), signedAt);
    const others = new SignedHeads(folder, `${secret}!`);
    expect(await others.read('a log')).toEqual({ heads: [], forged: [1] });
  });
});
