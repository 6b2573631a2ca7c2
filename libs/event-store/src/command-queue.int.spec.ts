import { versionOf } from '#contracts';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStore } from './event-store.js';
import type { Command, DecidedEvent } from './command.js';

let database: TestDatabase;
let one: EventStore;
let other: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  one = new EventStore(connection);
  other = new EventStore(connection);
});

afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await database.drop();
});

function counted(streamId: string): DecidedEvent {
  return { streamId, type: 'Counted', schemaVersion: 1, data: {} };
}

/** Counts on a stream up to a limit. */
function count(commandId: string, streamId: string, limit = 100): Command<string> {
  return {
    commandId,
    requestDigest: 'digest',
    correlationId: 'c',
    actor: 'test',
    streamIds: [streamId],
    decide: ({ streams }) =>
      versionOf(streams.get(streamId)) < limit
        ? { accepted: true, events: [counted(streamId)] }
        : { accepted: false, refusal: 'full' },
  };
}

describe('a command', () => {
  it('is handled, and its streams are answered as they stand after it', async () => {
    const handled = await one.handle(count('first', 'a'));
    expect(handled).toMatchObject({ outcome: 'handled', versions: { a: 1 }, replayed: false });
    expect(handled.outcome === 'handled' && handled.streams.get('a')?.events).toMatchObject([
      { version: 1, type: 'Counted' },
    ]);
  });

  it('is answered, when it comes again, with the streams as they stood then', async () => {
    await one.handle(count('once', 'b'));
    await one.handle(count('later', 'b'));
    const repeated = await other.handle(count('once', 'b'));
    expect(repeated).toMatchObject({ outcome: 'handled', versions: { b: 1 }, replayed: true });
    expect(repeated.outcome === 'handled' && repeated.streams.get('b')?.events).toHaveLength(1);
  });

  it('is refused when its id comes with another request', async () => {
    await one.handle(count('used', 'c'));
    const reused = await one.handle({ ...count('used', 'c'), requestDigest: 'another' });
    expect(reused).toEqual({ outcome: 'reused' });
  });

  it('is refused by its decision, and writes nothing', async () => {
    const refused = await one.handle(count('refused', 'd', 0));
    expect(refused).toMatchObject({ outcome: 'refused', refusal: 'full' });
    expect((await one.readStream('d', { from: 1, limit: 1 })).version).toBe(0);
  });

  it('that changes nothing is answered with where its streams stand', async () => {
    await one.handle(count('something', 'e'));
    const nothing = {
      ...count('nothing', 'e'),
      decide: () => ({ accepted: true as const, events: [] }),
    };
    const handled = await one.handle(nothing);
    expect(handled).toMatchObject({ outcome: 'handled', versions: { e: 1 }, replayed: false });
  });

  it('is decided again when another process was quicker', async () => {
    const commands = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? one : other).handle(count(`race ${index}`, 'f', 30)),
    );
    const outcomes = (await Promise.all(commands)).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'handled')).toHaveLength(30);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(10);
  });

  it('of which a hundred wait already is told that it is under way; the hundred are answered', async () => {
    const repeats = Array.from({ length: 110 }, () => one.handle(count('again', 'g')));
    const outcomes = (await Promise.all(repeats)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual([...Array(100).fill('handled'), ...Array(10).fill('under-way')]);
    expect((await one.readStream('g', { from: 1, limit: 1 })).version).toBe(1);
  });
});
