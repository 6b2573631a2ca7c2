import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ViewRow } from '../folds/index.js';
import { MemoryCopies } from './memory-copies.js';
import { rowCopiesContract, testedCopies } from './row-copies-contract.spec.js';
import { rowOf, versionsRow, viewStoreContract } from './view-store-contract.spec.js';

const [a, b, c] = ['flight-A', 'flight-B', 'flight-C'];

const nothing = () => undefined;
const keyOf = (streamId: string) => streamId.slice('flight-'.length);
/** Room for two rows of a test. */
const forTwo = 1_600;

function copiesOf(maxBytes?: number) {
  return new MemoryCopies<number[]>(
    { row: versionsRow, keyOf, answers: { shown: nothing }, hot: 'shown' },
    maxBytes,
  );
}

describe('copies in this process', () => {
  it.each(viewStoreContract)('%s', (_, test) => test(testedCopies(copiesOf())));
  it.each(rowCopiesContract)('%s', (_, test) => test(copiesOf()));

  it('let go of the rows that were not asked for longest when they are too many bytes', async () => {
    const copies = copiesOf(forTwo);
    await copies.put([rowOf(a, 1, 1), rowOf(b, 1, 1)]);
    await copies.row(a);
    await copies.put([rowOf(c, 1, 1)]);
    expect(await copies.row(b)).toBeUndefined();
    expect(await copies.row(a)).toBeDefined();
    expect(await copies.row(c)).toBeDefined();
  });

  it('make the hot answer of a row once, when it comes, others once when asked for, and count their bytes', async () => {
    const made: string[] = [];
    const making =
      (kind: string) =>
      ({ version }: ViewRow<number[]>) => {
        made.push(kind);
        return version === 9 ? undefined : { bytes: forTwo / 2, version };
      };
    const answers = { hot: making('hot'), cold: making('cold') };
    const copies = new MemoryCopies({ row: versionsRow, keyOf, answers, hot: 'hot' }, 2 * forTwo);
    await copies.put([rowOf(a, 1, 1), rowOf(b, 1, 9)]);
    await copies.put([rowOf(a, 1, 1)]);
    expect(made).toEqual(['hot', 'hot']);
    for (let asked = 0; asked < 2; asked += 1) {
      expect(copies.answer('hot', 'A')).toMatchObject({ version: 1 });
      expect(copies.answer('cold', 'B')).toBeUndefined();
    }
    expect(made).toEqual(['hot', 'hot']);
    await copies.put([rowOf(a, 1, 2), rowOf(c, 1, 9)]);
    expect(await copies.row(b)).toBeDefined();
    for (let asked = 0; asked < 2; asked += 1) {
      expect(copies.answer('cold', 'A')).toMatchObject({ version: 2 });
      expect(copies.answer('hot', 'A')).toMatchObject({ version: 2 });
    }
    expect(made).toEqual(['hot', 'hot', 'hot', 'hot', 'cold']);
    // The room that it takes was another's.
    expect(await copies.row(c)).toBeUndefined();
    await copies.put([rowOf(a, 1, 3)]);
    expect(copies.answer('cold', 'A')).toMatchObject({ version: 3 });
  });

  it('tell when they are full', async () => {
    const copies = copiesOf(forTwo);
    expect(copies.isFull).toBe(false);
    await copies.put([rowOf(a, 1, 1)]);
    expect(copies.isFull).toBe(false);
    await copies.put([rowOf(b, 1, 1)]);
    expect(copies.isFull).toBe(true);
  });

  it('let go of a former generation, and take none of it any more', async () => {
    const copies = copiesOf();
    await copies.put([rowOf(a, 1, 5), rowOf(b, 2, 1)]);
    copies.forgetBefore(2);
    expect(await copies.row(a)).toBeUndefined();
    expect(await copies.row(b)).toEqual(rowOf(b, 2, 1));
    expect(await copies.put([rowOf(a, 1, 6)])).toEqual([a]);
    expect(await copies.row(a)).toBeUndefined();
  });

  it('take a row that went again, but none that is older than it was', async () => {
    const copies = copiesOf(forTwo / 2);
    await copies.put([rowOf(a, 1, 5), rowOf(b, 1, 1)]);
    expect(await copies.put([rowOf(a, 1, 4)])).toEqual([a]);
    expect(await copies.row(a)).toBeUndefined();
    expect(await copies.put([rowOf(a, 1, 5)])).toEqual([]);
    expect(await copies.row(a)).toEqual(rowOf(a, 1, 5));
  });

  it('take an older row of PostgreSQL only if it was asked after the newer one went', async () => {
    const copies = copiesOf(forTwo / 2);
    const before = copies.moment;
    await copies.put([rowOf(a, 1, 5), rowOf(b, 1, 1)]);
    expect(copies.mayHaveLost(a, before)).toBe(true);
    expect(copies.putAsked([rowOf(a, 1, 4)], before)).toEqual([a]);
    expect(copies.mayHaveLost(a, copies.moment)).toBe(false);
    expect(copies.putAsked([rowOf(a, 1, 4)], copies.moment)).toEqual([]);
    expect(await copies.row(a)).toEqual(rowOf(a, 1, 4));
  });

  it('never answer an older row after a newer one, however few they keep', async () => {
    const age = fc.tuple(fc.constantFrom(a, b, c), fc.integer({ min: 1, max: 5 }));
    const brought = fc.array(age, { minLength: 10, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(brought, async (each) => {
        const copies = copiesOf(forTwo / 2);
        const answered = new Map<string, number>();
        for (const [id, version] of each) {
          await copies.put([rowOf(id, 1, version)]);
          const row = await copies.row(id);
          const before = answered.get(id) ?? 0;
          expect(row?.version ?? before).toBeGreaterThanOrEqual(before);
          answered.set(id, row?.version ?? before);
        }
      }),
    );
  });
});
