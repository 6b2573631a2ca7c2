import { setTimeout as pause } from 'node:timers/promises';
import { type LoadedStream, type RecordedEvent, versionOf } from '#contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import type { Command, DecidedEvent, Handled } from './command.js';
import { EventStore } from './event-store.js';

/** Each store stands for a process. */
const processes = 3;
const capacity = 4;

let database: TestDatabase;
let stores: EventStore[];

beforeAll(async () => {
  database = await createDatabase();
  const { url } = database;
  stores = Array.from(
    { length: processes },
    () => new EventStore({ url, connections: 3, onConnectionLost: () => undefined }),
  );
});

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

function storeOf(process = 0): EventStore {
  return stores[process] ?? expect.unreachable();
}

interface Wish {
  process: number;
  kind: 'take' | 'free';
  flights: number[];
  /** Of a command that others repeat. */
  key: number | undefined;
  decision: 'at once' | 'slow' | 'fails';
  afterMs: number;
}

const wishes = fc.array(
  fc.record<Wish>({
    process: fc.nat(processes - 1),
    kind: fc.constantFrom('take', 'take', 'free'),
    flights: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
    key: fc.option(fc.nat(3), { nil: undefined }),
    decision: fc.constantFrom('at once', 'at once', 'at once', 'slow', 'fails'),
    afterMs: fc.nat(15),
  }),
  { minLength: 20, maxLength: 60 },
);

/** Seats taken on a flight: one an event. */
function takenIn({ events }: LoadedStream): number {
  return events.reduce((taken, { type }) => taken + (type === 'Taken' ? 1 : -1), 0);
}

function mayBe(kind: Wish['kind'], flight: LoadedStream): boolean {
  return kind === 'take' ? takenIn(flight) < capacity : takenIn(flight) > 0;
}

/** A seat on each of the flights, or on none; what was taken has a stream of its own, too. */
function commandOf(run: number, wish: Wish, index: number): Command<'impossible'> {
  const { kind, decision } = wish;
  const name = wish.key === undefined ? `${index}` : `key ${wish.key}`;
  const streamIds = wish.flights.map((flight) => `${run}-${flight}`);
  return {
    ...{ commandId: `${run} ${name}`, correlationId: 'c', actor: 'test', streamIds },
    requestDigest: JSON.stringify([kind, streamIds]),
    async decide({ streams }) {
      if (decision === 'slow') await pause(5);
      if (decision === 'fails') throw new Error('as it was wished');
      const isPossible = [...streams.values()].every((flight) => mayBe(kind, flight));
      if (!isPossible) return { accepted: false, refusal: 'impossible' };
      const type = kind === 'take' ? 'Taken' : 'Freed';
      const own = kind === 'take' ? [`${run}-own-${index}`] : [];
      const event = (streamId: string): DecidedEvent => {
        return { streamId, type, schemaVersion: 1, data: {} };
      };
      return { accepted: true, events: [...own, ...streamIds].map(event) };
    },
  };
}

/** All events of a run, stream by stream. */
async function logOf(run: number, commands: readonly unknown[]): Promise<RecordedEvent[]> {
  const own = commands.map((_, index) => `own-${index}`);
  const pages = await Promise.all(
    [0, 1, 2, 3, ...own].map((name) =>
      storeOf(0).readStream(`${run}-${name}`, { from: 1, limit: 1000 }),
    ),
  );
  return pages.flatMap(({ events }) => events);
}

let runs = 0;

it('whatever comes together, all is as if the commands had been handled one by one', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, async (all) => {
      const run = (runs += 1);
      const commands = all.map((wish, index) => commandOf(run, wish, index));
      const handled = await Promise.allSettled(
        commands.map(async (command, index) => {
          await pause(all[index]?.afterMs);
          return storeOf(all[index]?.process).handle(command);
        }),
      );
      const log = await logOf(run, commands);
      expectWholeStreams(log);
      for (const [index, command] of commands.entries()) {
        const outcome = handled[index];
        if (outcome?.status === 'fulfilled') expectInLog(log, command, outcome.value);
        else expect(all[index]?.decision).toBe('fails');
      }
      const answered = handled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      const writers = new Set(log.map(({ metadata }) => metadata.commandId));
      const written = answered.filter((each) => each.outcome === 'handled' && !each.replayed);
      expect(written).toHaveLength(writers.size);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

/** No gap, and on no flight more than there is at any time. */
function expectWholeStreams(log: readonly RecordedEvent[]): void {
  const flights = new Map<string, RecordedEvent[]>();
  for (const event of log) {
    const events = flights.get(event.streamId) ?? [];
    flights.set(event.streamId, [...events, event]);
    expect(event.version).toBe(events.length + 1);
    const taken = takenIn({ events: [...events, event] });
    expect(taken >= 0 && taken <= capacity).toBe(true);
  }
}

/** An answer is what the log has: all of the command's events, on what it was decided on. */
function expectInLog(
  log: readonly RecordedEvent[],
  { commandId, requestDigest }: Command<'impossible'>,
  handled: Handled<'impossible'>,
): void {
  const written = log.filter(({ metadata }) => metadata.commandId === commandId);
  switch (handled.outcome) {
    case 'handled':
      expect(written.map(({ metadata }) => metadata.requestDigest)).toContain(requestDigest);
      expect(handled.versions).toEqual(
        Object.fromEntries(written.map(({ streamId, version }) => [streamId, version])),
      );
      expect(new Set(written.map(({ recordedAt }) => recordedAt)).size).toBe(1);
      expect([...handled.streams.values()].map(versionOf)).toEqual(
        [...handled.streams.keys()].map((streamId) => handled.versions[streamId]),
      );
      break;
    case 'reused':
      expect(written[0]?.metadata.requestDigest).not.toBe(requestDigest);
      break;
    case 'refused':
      for (const { events } of handled.streams.values()) {
        for (const { streamId, version, recordedAt, type } of events) {
          const same = log.find((one) => one.streamId === streamId && one.version === version);
          expect(same).toMatchObject({ recordedAt, type });
        }
      }
      break;
    case 'under-way':
    case 'overtaken':
      expect.unreachable(handled.outcome);
  }
}
