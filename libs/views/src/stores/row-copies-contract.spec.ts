import fc from 'fast-check';
import { expect } from 'vitest';
import type { RowCopies } from './row-copies.js';
import { rowOf, type TestedStore } from './view-store-contract.spec.js';

type Copies = RowCopies<number[]>;
type Case = [title: string, test: (copies: Copies) => Promise<void>];

/** Brings rows as a projector pushes them. */
export function testedCopies(copies: Copies): TestedStore {
  let generation = 1;
  return {
    bring: async (versions) => {
      const rows = Object.entries(versions).map(([id, version]) => rowOf(id, generation, version));
      expect(await copies.put(rows)).not.toBe('unreachable');
    },
    raiseGeneration: async () => {
      generation += 1;
      return Promise.resolve();
    },
    row: (streamId) => copies.row(streamId),
    versions: (streamIds) => copies.versions(streamIds),
  };
}

const a = 'flight-A';

/** What copies do beyond what each store of rows does: they take rows from anybody. */
export const rowCopiesContract: Case[] = [
  [
    'tells which rows it has newer ones of',
    async (copies) => {
      await copies.put([rowOf(a, 2, 5), rowOf('flight-B', 2, 5)]);
      const [older, equal] = [rowOf(a, 2, 4), rowOf('flight-B', 2, 5)];
      expect(await copies.put([older, equal, rowOf('flight-C', 1, 1)])).toEqual([a]);
      expect(await copies.put([rowOf(a, 1, 9)])).toEqual([a]);
      expect(await copies.row(a)).toEqual(rowOf(a, 2, 5));
    },
  ],
  [
    'keeps the row that it has when one as new is brought',
    async (copies) => {
      await copies.put([rowOf(a, 1, 1)]);
      expect(await copies.put([{ ...rowOf(a, 1, 1), state: null }])).toEqual([]);
      expect(await copies.row(a)).toEqual(rowOf(a, 1, 1));
    },
  ],
  [
    'ends with the newest by generation, then by version, in whichever order they come',
    async (copies) => {
      const age = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }));
      const ages = fc.array(age, { minLength: 1, maxLength: 8 });
      let streams = 0;
      await fc.assert(
        fc.asyncProperty(ages, fc.boolean(), async (brought, atOnce) => {
          const id = `flight-order-${(streams += 1)}`;
          const rows = brought.map(([generation, version]) => rowOf(id, generation, version));
          if (atOnce) await Promise.all(rows.map((row) => copies.put([row])));
          else for (const row of rows) await copies.put([row]);
          const [generation, version] =
            brought.toSorted((x, y) => y[0] - x[0] || y[1] - x[1])[0] ?? [];
          expect(await copies.row(id)).toMatchObject({ generation, version });
        }),
      );
    },
  ],
];
