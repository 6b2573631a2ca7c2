import { once } from 'node:events';
import { Writable } from 'node:stream';
import type { AvailabilityState, Shown } from '#views/folds';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveAvailability } from './live-availability.js';
import { flight, rowAt, state } from '../../../../../test/setup/availability-row.js';

/** A client's connection; it takes nothing more while it is paused. */
class Connection extends Writable {
  readonly taken: string[] = [];
  private next: (() => void) | undefined;

  constructor(private isPaused = false) {
    super({ highWaterMark: 1 });
  }

  override _write(chunk: Buffer, _: unknown, done: () => void): void {
    this.taken.push(chunk.toString());
    if (this.isPaused) this.next = done;
    else done();
  }

  resume(): void {
    this.isPaused = false;
    this.next?.();
  }

  /** The ids of the events that it took. */
  get ids(): string[] {
    return this.taken.flatMap((each) => /^id: (.*)$/m.exec(each)?.[1] ?? []);
  }
}

let live: LiveAvailability;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  live = new LiveAvailability(3);
});

afterEach(() => vi.useRealTimers());

async function watch(
  present: Shown<AvailabilityState> = rowAt(1),
  {
    lastEventId,
    connection = new Connection(),
  }: { lastEventId?: string; connection?: Connection } = {},
) {
  const stream = await live.stream(present.streamId, lastEventId, () => Promise.resolve(present));
  stream.pipe(connection);
  await sent();
  return { stream, connection };
}

/** What was offered is where it goes. */
function sent(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function put(...rows: Shown<AvailabilityState>[]): Promise<void> {
  for (const row of rows) {
    await live.put([row]);
    await sent();
  }
}

describe('live availability', () => {
  it('opens with when to come back, and the present availability', async () => {
    const { connection } = await watch(rowAt(7));
    const data = JSON.stringify({
      ...{ flightId: state.flightId, version: 7, asOf: rowAt(7).asOf },
      ...{ status: 'scheduled', cabins: [] },
    });
    expect(connection.taken).toEqual([
      expect.stringMatching(/^retry: [1-4]\d{3}\n\n$/),
      `event: availability\nid: 1-7\ndata: ${data}\n\n`,
    ]);
  });

  it('sends each change of that flight, and no other', async () => {
    const { connection } = await watch();
    const { connection: another } = await watch(rowAt(4, 1, 'flight-B'));
    await put(rowAt(2), rowAt(3));
    expect(connection.ids).toEqual(['1-1', '1-2', '1-3']);
    expect(another.ids).toEqual(['1-4']);
  });

  it('sends nothing twice, and nothing that is older', async () => {
    const { connection } = await watch(rowAt(3));
    await put(rowAt(3), rowAt(2), rowAt(4), rowAt(4));
    expect(connection.ids).toEqual(['1-3', '1-4']);
  });

  it('sends the row of a new generation, whatever its version', async () => {
    const { connection } = await watch(rowAt(3));
    await put(rowAt(2, 2));
    expect(connection.ids).toEqual(['1-3', '2-2']);
  });

  it('misses no change that comes while the present availability is asked for', async () => {
    let answer: (row: Shown<AvailabilityState>) => void = () => undefined;
    const asked = live.stream(flight, undefined, () => new Promise((done) => (answer = done)));
    await put(rowAt(2));
    answer(rowAt(1));
    const connection = new Connection();
    (await asked).pipe(connection);
    await sent();
    expect(connection.ids).toEqual(['1-2']);
  });

  it.each([
    ['1-3', []],
    ['1-2', ['1-3']],
    ['anything', ['1-3']],
  ])('to who has %s sends %j at first', async (lastEventId, ids) => {
    const { connection } = await watch(rowAt(3), { lastEventId });
    expect(connection.ids).toEqual(ids);
    await put(rowAt(4));
    expect(connection.ids).toEqual([...ids, '1-4']);
  });

  it('makes the bytes of an event once for all clients', async () => {
    const [one, other] = [await watch(), await watch()];
    const seen: unknown[] = [];
    for (const { stream } of [one, other]) stream.on('data', (bytes) => seen.push(bytes));
    await put(rowAt(2));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
  });

  it('a flight is forgotten when nobody watches it any more', async () => {
    const { stream } = await watch();
    expect([live.flights, live.open]).toEqual([[flight], 1]);
    stream.destroy();
    await once(stream, 'close');
    expect([live.flights, live.open]).toEqual([[], 0]);
  });

  it('whose present availability cannot be told is not open', async () => {
    const none = live.stream(flight, undefined, () => Promise.reject(new Error('no such flight')));
    await expect(none).rejects.toThrow('no such flight');
    await sent();
    expect(live.open).toBe(0);
  });

  it('refuses more streams than it may have open', async () => {
    for (let count = 0; count < 3; count += 1) await watch();
    await expect(watch()).rejects.toMatchObject({
      problem: 'unavailable',
      message: '3 streams are open, which is the most',
    });
  });
});

describe('a client that lags', () => {
  it('is owed one event, the newest, however many come', async () => {
    const { stream, connection } = await watch(rowAt(1), { connection: new Connection(true) });
    for (let version = 2; version <= 100; version += 1) await put(rowAt(version));
    expect(stream.readableLength).toBe(0);
    connection.resume();
    await sent();
    expect(connection.ids).toEqual(['1-100']);
  });

  it('is dropped when it takes nothing from one beat to the next', async () => {
    const { stream } = await watch(rowAt(1), { connection: new Connection(true) });
    vi.advanceTimersByTime(15_000);
    expect([stream.destroyed, live.dropped]).toEqual([false, 0]);
    vi.advanceTimersByTime(15_000);
    expect([stream.destroyed, live.dropped]).toEqual([true, 1]);
    await once(stream, 'close');
    expect(live.open).toBe(0);
  });

  it('stays when it takes something now and then', async () => {
    const connection = new Connection(true);
    const { stream } = await watch(rowAt(1), { connection });
    vi.advanceTimersByTime(15_000);
    connection.resume();
    await sent();
    vi.advanceTimersByTime(15_000);
    expect([stream.destroyed, live.dropped]).toEqual([false, 0]);
  });
});

it('a comment is sent every 15 s', async () => {
  const { connection } = await watch();
  const before = connection.taken.length;
  for (let beats = 0; beats < 3; beats += 1) {
    vi.advanceTimersByTime(15_000);
    await sent();
  }
  expect(connection.taken.slice(before)).toEqual([':\n\n', ':\n\n', ':\n\n']);
});

describe('a stop', () => {
  it('ends each stream at once, and opens no other', async () => {
    const { connection } = await watch();
    const { stream: lagging } = await watch(rowAt(1), { connection: new Connection(true) });
    live.beforeApplicationShutdown();
    await once(connection, 'finish');
    expect(lagging.destroyed).toBe(true);
    await put(rowAt(2));
    expect([connection.ids, live.open, live.dropped]).toEqual([['1-1'], 0, 0]);
    await expect(watch()).rejects.toMatchObject({ problem: 'unavailable' });
  });

  it('refuses the stream that is just being opened', async () => {
    const opened = live.stream(flight, undefined, () => {
      live.beforeApplicationShutdown();
      return Promise.resolve(rowAt(1));
    });
    await expect(opened).rejects.toMatchObject({ problem: 'unavailable' });
    await sent();
    expect(live.open).toBe(0);
  });
});
