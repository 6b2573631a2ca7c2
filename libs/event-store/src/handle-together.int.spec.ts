import { versionOf } from '#contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import type { Command, DecidedOn } from './command.js';
import { CommandQueue } from './command-queue.js';
import { EventStore } from './event-store.js';

let database: TestDatabase;
let store: EventStore;
let other: EventStore;
let loads = 0;
let appends = 0;
let queue: CommandQueue;
/** Ids of commands, each time that one is decided. */
let decided: string[] = [];

beforeAll(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  store = new EventStore(connection);
  other = new EventStore(connection);
});

afterAll(async () => {
  await Promise.all([store.close(), other.close()]);
  await database.drop();
});

beforeEach(() => {
  loads = appends = 0;
  decided = [];
  queue = new CommandQueue({
    load: (...asked) => {
      loads += 1;
      return store.load(...asked);
    },
    append: (commands) => {
      appends += 1;
      return store.append(commands);
    },
  });
});

type Decide = (on: DecidedOn) => Promise<void> | void;

/** Writes one event to each stream, unless `first` throws or the first stream is full. */
function write(commandId: string, streamIds: string[], first?: Decide): Command<'full'> {
  return {
    ...{ commandId, requestDigest: 'digest', correlationId: 'c', actor: 'test', streamIds },
    async decide(on) {
      decided.push(commandId);
      await first?.(on);
      if (versionOf(on.streams.get(streamIds[0] ?? '')) >= 30) {
        return { accepted: false, refusal: 'full' };
      }
      const event = { type: 'Tested', schemaVersion: 1, data: { commandId } };
      return { accepted: true, events: streamIds.map((streamId) => ({ streamId, ...event })) };
    },
  };
}

async function writersOf(streamId: string): Promise<unknown[]> {
  const { events } = await store.readStream(streamId, { from: 1, limit: 1000 });
  return events.map(({ metadata }) => metadata.commandId);
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

it('commands that come while another of their stream is under way are loaded and appended at once', async () => {
  const handled = await Promise.all(names('a', 20).map((id) => queue.handle(write(id, ['a']))));
  expect({ loads, appends }).toEqual({ loads: 2, appends: 2 });
  expect(await writersOf('a')).toEqual(names('a', 20));
  expect(handled.map((one) => one.outcome === 'handled' && one.versions)).toEqual(
    names('a', 20).map((_, index) => ({ a: index + 1 })),
  );
});

it('a command that shares a stream with two that do not wait for each other waits for both', async () => {
  const handled = [['b1'], ['b2'], ['b1'], ['b2'], ['b1', 'b2'], ['b2']].map((streamIds, index) =>
    queue.handle(write(`b ${index}`, streamIds)),
  );
  await Promise.all(handled);
  expect(await writersOf('b1')).toEqual(['b 0', 'b 2', 'b 4']);
  expect(await writersOf('b2')).toEqual(['b 1', 'b 3', 'b 4', 'b 5']);
});

it('one whose decision fails does so alone', async () => {
  const failing = () => Promise.reject(new Error('no decision'));
  const outcomes = await Promise.allSettled([
    queue.handle(write('c 0', ['c'])),
    queue.handle(write('c 1', ['c'])),
    queue.handle(write('c 2', ['c'], failing)),
    queue.handle(write('c 3', ['c'])),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  ]);
  expect(await writersOf('c')).toEqual(['c 0', 'c 1', 'c 3']);
});

it('a refusal rests on what the commands before it wrote, as it was recorded', async () => {
  const handled = await Promise.all(names('d', 32).map((id) => queue.handle(write(id, ['d']))));
  const { events } = await store.readStream('d', { from: 1, limit: 100 });
  expect(events).toHaveLength(30);
  const refused = handled.filter((one) => one.outcome === 'refused');
  expect(refused.map(({ streams }) => streams.get('d')?.events.at(-1)?.recordedAt)).toEqual(
    Array(2).fill(events.at(-1)?.recordedAt),
  );
});

it('a command that is repeated within a batch is answered as the first', async () => {
  const repeats = [0, 1, 1, 2].map((each) => queue.handle(write(`e ${each}`, ['e'])));
  expect(await Promise.all(repeats)).toMatchObject([
    { versions: { e: 1 }, replayed: false },
    { versions: { e: 2 }, replayed: false },
    { versions: { e: 2 }, replayed: true },
    { versions: { e: 3 }, replayed: false },
  ]);
});

it('after a conflict those that it concerns are decided again, and no others', async () => {
  let quicker = () => other.handle(write('quicker', ['f3']));
  const beQuicker = async () => {
    const once = quicker;
    quicker = () => Promise.resolve({ outcome: 'overtaken' });
    await once();
  };
  const handled = [
    queue.handle(write('f 0', ['f1', 'f2', 'f3'])),
    queue.handle(write('f 1', ['f1', 'f2'])),
    queue.handle(write('f 2', ['f3', 'f2'], beQuicker)),
    queue.handle(write('f 3', ['f2'])),
    queue.handle(write('f 4', ['f1'])),
  ];
  await Promise.all(handled);
  expect(decided.filter((id) => id !== 'quicker')).toEqual([
    ...['f 0', 'f 1', 'f 2', 'f 3', 'f 4'],
    ...['f 2', 'f 3'],
  ]);
  expect(await writersOf('f3')).toEqual(['f 0', 'quicker', 'f 2']);
  expect(appends).toBe(4);
});

it('of two that begin the same stream in one batch, one finds it begun', async () => {
  const drawn = ['g-new', 'g-new', 'g-new', 'g-newer'];
  const begin = (commandId: string): Command<never> => ({
    ...write(commandId, ['g']),
    decide: () => {
      const streamId = drawn.shift() ?? '';
      const event = { type: 'Tested', schemaVersion: 1, data: {} };
      return { accepted: true, events: [{ streamId, ...event }] };
    },
  });
  await queue.handle(write('g 0', ['g']));
  void queue.handle(write('g 1', ['g']));
  await Promise.all([queue.handle(begin('g 2')), queue.handle(begin('g 3'))]);
  expect(drawn).toEqual([]);
  expect(await writersOf('g-new')).toEqual(['g 2']);
  expect(await writersOf('g-newer')).toEqual(['g 3']);
});

it('a batch takes one command of those that are alone on a stream, and what comes behind the others', async () => {
  const alone = (commandId: string) => ({ ...write(commandId, ['h', 'h-own']), aloneOn: 'h-own' });
  const commands = [
    write('h 0', ['h']),
    alone('h 1'),
    alone('h 2'),
    alone('h 3'),
    write('h 4', ['h']),
  ];
  await Promise.all(commands.map((command) => queue.handle(command)));
  expect(await writersOf('h')).toEqual(['h 0', 'h 1', 'h 4', 'h 2', 'h 3']);
  expect({ loads, appends }).toEqual({ loads: 4, appends: 4 });
});
