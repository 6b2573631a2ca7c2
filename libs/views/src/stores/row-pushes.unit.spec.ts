import { availabilityRow } from '#contracts';
import { expect, it } from 'vitest';
import type { AvailabilityState, ViewRow } from '../folds/index.js';
import { MemoryCopies } from './memory-copies.js';
import { RowPushes } from './row-pushes.js';

it('pushes to each of the copies', async () => {
  const view = {
    row: availabilityRow,
    keyOf: (streamId: string) => streamId,
    answers: { shown: () => undefined },
    hot: 'shown' as const,
  };
  const copies = [new MemoryCopies(view), new MemoryCopies(view)];
  const asOf = '2026-01-01T00:00:00.000Z';
  const row: ViewRow<AvailabilityState> = {
    streamId: 'flight-A',
    generation: 1,
    version: 1,
    asOf,
    state: null,
  };
  await new RowPushes(copies).push([row]);
  for (const each of copies) expect(await each.row('flight-A')).toEqual(row);
});
