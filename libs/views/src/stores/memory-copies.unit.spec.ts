import { describe, expect, it } from 'vitest';
import { MemoryCopies } from './memory-copies.js';
import { rowCopiesContract, testedCopies } from './row-copies-contract.spec.js';
import { rowOf, viewStoreContract } from './view-store-contract.spec.js';

const [a, b, c] = ['flight-A', 'flight-B', 'flight-C'];

describe('copies in this process', () => {
  it.each(viewStoreContract)('%s', (_, test) => test(testedCopies(new MemoryCopies())));
  it.each(rowCopiesContract)('%s', (_, test) => test(new MemoryCopies()));

  it('let go of the rows that were not asked for longest when they are too many bytes', async () => {
    const copies = new MemoryCopies<number[]>(1_400);
    await copies.put([rowOf(a, 1, 1), rowOf(b, 1, 1)]);
    await copies.row(a);
    await copies.put([rowOf(c, 1, 1)]);
    expect(await copies.row(b)).toBeUndefined();
    expect(await copies.row(a)).toBeDefined();
    expect(await copies.row(c)).toBeDefined();
  });

  it('let go of a former generation, and take none of it any more', async () => {
    const copies = new MemoryCopies<number[]>();
    await copies.put([rowOf(a, 1, 5), rowOf(b, 2, 1)]);
    copies.forgetBefore(2);
    expect(await copies.row(a)).toBeUndefined();
    expect(await copies.row(b)).toEqual(rowOf(b, 2, 1));
    expect(await copies.put([rowOf(a, 1, 6)])).toEqual([a]);
    expect(await copies.row(a)).toBeUndefined();
  });

  it('take a row that went again, but none that is older than it was', async () => {
    const copies = new MemoryCopies<number[]>(800);
    await copies.put([rowOf(a, 1, 5), rowOf(b, 1, 1)]);
    expect(await copies.put([rowOf(a, 1, 4)])).toEqual([a]);
    expect(await copies.row(a)).toBeUndefined();
    expect(await copies.put([rowOf(a, 1, 5)])).toEqual([]);
    expect(await copies.row(a)).toEqual(rowOf(a, 1, 5));
  });
});
