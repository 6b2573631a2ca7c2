import { startOfLog, type RecordedEvent } from '#contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { EventStore } from './event-store.js';

/** By 16 writers, 25 each. */
const written = 16 * 25;

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  store = new EventStore({ url: database.url, connections: 20, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

function appending(commandId: string, streamId: string, expectedVersion: number) {
  const metadata = { correlationId: commandId, actor: 'test' };
  return {
    commandId,
    streams: [{ streamId, expectedVersion }],
    events: [{ streamId, type: 'Tested', schemaVersion: 1, data: {}, metadata }],
  };
}

/** Follows the log from its start until that many events came; the horizon may hold them back for a while. */
async function followed(count: number): Promise<RecordedEvent[]> {
  const seen: RecordedEvent[] = [];
  let after = startOfLog;
  while (seen.length < count) {
    const { events, next } = await store.follow(after, 50);
    seen.push(...events);
    after = next;
  }
  return seen;
}

/** How many events came before an older one of their stream. */
function outOfOrder(events: readonly RecordedEvent[]): number {
  const newest = new Map<string, number>();
  return events.filter(({ streamId, version }) => {
    const late = version < (newest.get(streamId) ?? 0);
    newest.set(streamId, Math.max(version, newest.get(streamId) ?? 0));
    return late;
  }).length;
}

describe('the order of the log', () => {
  it('is complete and each stream’s own, while 16 writers are at work on 4 streams', async () => {
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      const streamId = `order-${writer % 4}`;
      for (let appended = 0, version = 0; appended < 25;) {
        const command = appending(`writer ${writer} ${appended}`, streamId, version);
        const result = await store.append([command]);
        if (result.outcome === 'appended') appended += 1;
        if (result.outcome === 'conflict') version = result.version;
      }
    });
    const [events] = await Promise.all([followed(written), ...writers]);
    expect(events).toHaveLength(written);
    expect(outOfOrder(events)).toBe(0);
  });

  it('is lost when an append comes after another write of its transaction: hence the guard', async () => {
    const [early, late] = [0, 1].map(
      () => new pg.Client({ connectionString: database.ownerUrl }),
    ) as [pg.Client, pg.Client];
    await Promise.all([early.connect(), late.connect()]);
    await early.query(`DO $$ BEGIN EXECUTE replace(
      replace(pg_get_functiondef('log.append(json)'::regprocedure),
        'FUNCTION log.append(', 'FUNCTION log.append_unguarded('),
      'PERFORM log.lock_streams_and_commands(commands);', ''); END $$`);
    for (const client of [early, late]) {
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
    }
    const append = (client: pg.Client, name: string, version: number) => {
      const command = appending(`${name} ${version}`, name, version);
      const metadata = { eventId: 'e', commandId: command.commandId };
      const events = command.events.map((event) => ({ ...event, metadata }));
      return client.query('SELECT log.append_unguarded($1)', [
        JSON.stringify([{ ...command, events }]),
      ]);
    };
    await append(late, 'unguarded', 0);
    await late.query('COMMIT');
    await append(early, 'unguarded', 1);
    await early.query('COMMIT');
    await Promise.all([early.end(), late.end()]);

    const events = await followed(written + 2);
    expect(outOfOrder(events.filter(({ streamId }) => streamId === 'unguarded'))).toBe(1);
  });
});
