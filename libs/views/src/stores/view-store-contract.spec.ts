import type { RecordedEvent } from '#contracts';
import fc from 'fast-check';
import { expect } from 'vitest';
import { z } from 'zod';
import { testedEvent } from '../../../../test/setup/tested-event.js';
import type { View, ViewRow } from '../folds/index.js';

/** Shows the versions that were folded. */
export const versionsView: View<number[]> = {
  name: 'availability',
  streams: 'flight-',
  evolve: (state, { version }) => [...(state ?? []), version],
};

export const versionsRow: z.ZodType<ViewRow<number[]>> = z.object({
  streamId: z.string(),
  generation: z.int(),
  version: z.int(),
  asOf: z.string(),
  state: z.array(z.int()).nullable(),
});

/** A store, as a test brings rows to it. */
export interface TestedStore {
  /** Brings what each stream's first events make, as many as its version, of the present generation. */
  bring(versions: Record<string, number>): Promise<void>;
  /** What is brought from now on is of a newer generation, as after a rebuild. */
  raiseGeneration(): Promise<void>;
  row(streamId: string): Promise<ViewRow<number[]> | 'unreachable' | undefined>;
  versions(streamIds: string[]): Promise<Map<string, number> | 'unreachable'>;
}

type Case = [title: string, test: (store: TestedStore) => Promise<void>];

const [a, b, unknown] = ['flight-A', 'flight-B', 'flight-unknown'];

/** The row of the stream's first events: the test's own arithmetic. */
function rowAt(version: number, streamId = a) {
  const state = Array.from({ length: version }, (_, index) => index + 1);
  return { streamId, version, asOf: asOf(version), state };
}

function asOf(version: number): string {
  return new Date(Date.UTC(2026, 0, 1) + version).toISOString();
}

export function rowOf(streamId: string, generation: number, version: number): ViewRow<number[]> {
  return { generation, ...rowAt(version, streamId) };
}

export function eventsUpTo(streamId: string, version: number): RecordedEvent[] {
  return rowAt(version).state.map((each) => testedEvent(streamId, each));
}

/** What each store of rows does, wherever it keeps them; each case on an empty one. */
export const viewStoreContract: Case[] = [
  [
    'has nothing of an unknown stream',
    async (store) => {
      expect(await store.row(unknown)).toBeUndefined();
      expect(await store.versions([unknown])).toEqual(new Map([[unknown, 0]]));
    },
  ],
  [
    'answers the row as it was brought',
    async (store) => {
      await store.bring({ [a]: 2 });
      expect(await store.row(a)).toEqual({ generation: expect.any(Number), ...rowAt(2) });
    },
  ],
  [
    'takes a newer version in place of an older one',
    async (store) => {
      await store.bring({ [a]: 2 });
      await store.bring({ [a]: 4 });
      expect(await store.row(a)).toMatchObject(rowAt(4));
    },
  ],
  [
    'does nothing for an equal or an older version',
    async (store) => {
      await store.bring({ [a]: 3 });
      const before = await store.row(a);
      await store.bring({ [a]: 3 });
      await store.bring({ [a]: 1 });
      expect(await store.row(a)).toEqual(before);
    },
  ],
  [
    'takes a lower version of a higher generation',
    async (store) => {
      await store.bring({ [a]: 9 });
      const before = await generation(store);
      await store.raiseGeneration();
      await store.bring({ [a]: 2 });
      expect(await store.row(a)).toMatchObject(rowAt(2));
      expect(await generation(store)).toBeGreaterThan(before);
    },
  ],
  [
    'takes many rows at once, and tells their versions',
    async (store) => {
      const ids = Array.from({ length: 1200 }, (_, index) => `flight-${index}`);
      await store.bring(Object.fromEntries(ids.map((id, index) => [id, (index % 3) + 1])));
      const versions = new Map(ids.map((id, index) => [id, (index % 3) + 1]));
      expect(await store.versions(ids)).toEqual(versions);
      expect(await store.row('flight-1199')).toMatchObject(rowAt(3, 'flight-1199'));
    },
  ],
  [
    'ends with the newest of what is brought at once',
    async (store) => {
      const brought = [3, 7, 1, 9, 2, 9, 5];
      await Promise.all(brought.map((version) => store.bring({ [a]: version, [b]: version })));
      expect(await store.row(a)).toMatchObject(rowAt(9));
      expect(await store.row(b)).toMatchObject(rowAt(9, b));
    },
  ],
  [
    'ends with the newest, in whichever order the versions come',
    async (store) => {
      let streams = 0;
      const versions = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(versions, async (brought) => {
          const streamId = `flight-order-${(streams += 1)}`;
          for (const version of brought) await store.bring({ [streamId]: version });
          const newest = Math.max(...brought);
          expect(await store.row(streamId)).toMatchObject(rowAt(newest, streamId));
        }),
        { numRuns: 30 },
      );
    },
  ],
];

async function generation(store: TestedStore): Promise<number> {
  const row = await store.row(a);
  if (row === undefined || row === 'unreachable') throw new Error(`there is no row of ${a}`);
  return row.generation;
}
