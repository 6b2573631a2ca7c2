import { createDatabase } from '../../../test/setup/database.js';
import type { TestDatabase } from '../../../test/setup/database.js';
import { startOfLog } from '#contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandToAppend } from './append.js';
import { EventStore } from './event-store.js';

let database: TestDatabase;
let store: EventStore;
let owner: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  store = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await store.close();
  await database.drop();
});

function command(commandId: string, streams: Record<string, number>, count = 1): CommandToAppend {
  const streamIds = Object.keys(streams);
  return {
    commandId,
    streams: Object.entries(streams).map(([streamId, expectedVersion]) => ({
      streamId,
      expectedVersion,
    })),
    events: streamIds.flatMap((streamId) =>
      Array.from({ length: count }, (_, index) => ({
        streamId,
        type: 'Tested',
        schemaVersion: 1,
        data: { index },
        metadata: { correlationId: commandId, actor: 'test' },
      })),
    ),
  };
}

const nothing = "SELECT log.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')";

describe('append', () => {
  it('writes to every stream of a command and answers the new versions', async () => {
    const result = await store.append([command('two streams', { 'a-1': 0, 'a-2': 0 }, 2)]);
    expect(result).toMatchObject({ outcome: 'appended', versions: { 'a-1': 2, 'a-2': 2 } });
    const { version, events } = await store.readStream('a-1', { from: 2, limit: 10 });
    expect(version).toBe(2);
    expect(events).toMatchObject([
      { version: 2, type: 'Tested', data: { index: 1 }, metadata: { commandId: 'two streams' } },
    ]);
  });

  it('writes nothing at all when one stream is not at its expected version', async () => {
    await store.append([command('first', { 'b-1': 0 })]);
    const result = await store.append([command('second', { 'b-2': 0, 'b-1': 0 })]);
    expect(result).toEqual({ outcome: 'conflict', streamId: 'b-1', version: 1 });
    expect((await store.readStream('b-2', { from: 1, limit: 1 })).version).toBe(0);
  });

  it('recognises a command that was handled before', async () => {
    await store.append([command('once', { 'c-1': 0 })]);
    const result = await store.append([command('once', { 'c-1': 1 })]);
    expect(result).toEqual({ outcome: 'repeated', commandId: 'once' });
  });

  it('refuses an event on a stream that its command does not claim', async () => {
    const claimed = command('unclaimed', { 'd-1': 0, 'd-2': 0 });
    const unclaimed = { ...claimed, streams: claimed.streams.slice(1) };
    await expect(store.append([unclaimed])).rejects.toThrow('does not claim');
  });

  it.each<[string, string, unknown[]]>([
    ['a stream without its version', 'expected version', [[], '{"commandId":"raw"}']],
    ['an event of another command', 'none of the commands', [[0], '{"commandId":"another"}']],
    ['an event of no command', 'none of the commands', [[0], '{}']],
  ])('refuses %s', async (_, message, values) => {
    const appending = owner.query(
      `SELECT log.append('{raw}', '{d-3}', $1, '{1}', '{Tested}', '{1}', '{"{}"}', ARRAY[$2::json])`,
      values,
    );
    await expect(appending).rejects.toMatchObject({
      code: '22023',
      message: expect.stringContaining(message),
    });
  });

  it('writes to a stream that several commands claim, each as those before it leave it', async () => {
    const both = [command('one', { 'd-6': 0, 'd-7': 0 }, 2), command('other', { 'd-6': 2 })];
    const result = await store.append(both);
    expect(result).toMatchObject({ outcome: 'appended', versions: { 'd-6': 3, 'd-7': 2 } });
    const { events } = await store.readStream('d-6', { from: 1, limit: 10 });
    expect(events.map(({ metadata }) => metadata.commandId)).toEqual(['one', 'one', 'other']);
  });

  it('writes nothing where a command expects another version than those before it leave', async () => {
    const both = [command('early', { 'd-8': 0 }), command('late', { 'd-8': 0 })];
    expect(await store.append(both)).toEqual({
      outcome: 'conflict',
      ...{ streamId: 'd-8', version: 1 },
    });
    expect((await store.readStream('d-8', { from: 1, limit: 1 })).version).toBe(0);
  });

  it('refuses two commands with one id', async () => {
    const twice = [command('twice', { 'd-4': 0 }), command('twice', { 'd-5': 0 })];
    await expect(store.append(twice)).rejects.toThrow('the same id');
  });

  it('keeps the keys of what it writes, and only then', async () => {
    const key = (subject: string) => [{ subject, wrapped: Buffer.of(1) }];
    const keys = () => owner.query('SELECT subject FROM vault.key').then(({ rows }) => rows);
    await store.append([{ ...command('sealed', { 'j-1': 0 }), keys: key('j-1') }]);
    await store.append([{ ...command('conflict', { 'j-1': 0 }), keys: key('j-2') }]);
    expect(await keys()).toEqual([{ subject: 'j-1' }]);
    const again = store.append([{ ...command('again', { 'j-3': 0 }), keys: key('j-1') }]);
    await expect(again).rejects.toMatchObject({ code: '23505' });
    expect((await store.readStream('j-3', { from: 1, limit: 1 })).version).toBe(0);
  });

  it('refuses a snapshot that is older than its locks', async () => {
    await owner.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(owner.query(nothing)).rejects.toThrow('READ COMMITTED');
    await owner.query('ROLLBACK');
  });

  it('refuses to run after another write of its transaction', async () => {
    await owner.query('BEGIN');
    await owner.query('SELECT pg_current_xact_id()');
    await expect(owner.query(nothing)).rejects.toThrow('first write');
    await owner.query('ROLLBACK');
  });

  it('lets one of 50 concurrent appends to a version through', async () => {
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.append([command(`race ${index}`, { 'e-1': 0 })]),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(49);
  });

  it('chains the hashes of a stream over its stored fields', async () => {
    await store.append([command('chained', { 'f-1': 0 }, 3)]);
    const { rows } = await owner.query<{ holds: boolean }>(
      `SELECT hash = log.event_hash(
         coalesce(lag(hash) OVER (ORDER BY version), ''::bytea), stream_id, version, type,
         schema_version, data::text, metadata::text, recorded_at) AS holds
       FROM log.event WHERE stream_id = 'f-1'`,
    );
    expect(rows).toEqual([{ holds: true }, { holds: true }, { holds: true }]);
  });
});

describe('load', () => {
  it('answers streams, an earlier handling of the command and the time in one go', async () => {
    await store.append([command('loaded', { 'g-1': 0, 'g-2': 0 })]);
    const { streams, written, now } = await store.load(['g-1', 'g-3'], ['loaded']);
    expect([...streams].map(([id, { events }]) => [id, events.length])).toEqual([
      ['g-1', 1],
      ['g-3', 0],
    ]);
    expect(written.map(({ streamId }) => streamId)).toEqual(['g-1', 'g-2']);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
  });

  it('answers the time for streams and commands that nobody knows', async () => {
    const { streams, written, now } = await store.load(['h-1'], ['nobody']);
    expect([streams.get('h-1'), written]).toEqual([{ events: [] }, []]);
    expect(now).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });
});

describe('follow', () => {
  it('gives every event once, in the order of its stream', async () => {
    await store.append([command('followed', { 'i-1': 0, 'i-2': 0 }, 5)]);
    const seen = new Map<string, number[]>();
    let after = startOfLog;
    while ((seen.get('i-2')?.length ?? 0) < 5) {
      const { events, next } = await store.follow(after, 3);
      for (const { streamId, version } of events) {
        seen.set(streamId, [...(seen.get(streamId) ?? []), version]);
      }
      after = next;
    }
    expect(seen.get('i-1')).toEqual([1, 2, 3, 4, 5]);
    expect(seen.get('i-2')).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the log is append-only', () => {
  const writes = [
    'UPDATE log.event SET version = 9',
    'DELETE FROM log.event',
    'TRUNCATE log.event',
    `INSERT INTO log.event (transaction_id, stream_id, version, type, schema_version, data, metadata,
       recorded_at, hash) VALUES ('1', 'x-1', 1, 'X', 1, '{}', '{}', now(), '')`,
  ];

  it.each(writes)('for the application: %s', async (sql) => {
    const application = new pg.Client({ connectionString: database.url });
    await application.connect();
    await expect(application.query(sql)).rejects.toThrow('permission denied');
    await application.end();
  });

  it.each(writes.slice(0, 3))('for the owner: %s', async (sql) => {
    await expect(owner.query(sql)).rejects.toThrow('append-only');
  });
});
