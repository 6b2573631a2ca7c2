import type { AvailabilityState, ViewRow } from '#views/folds';
import type { AvailabilityInMemory } from './availability-in-memory.js';

type Row = ViewRow<AvailabilityState>;

/**
 * Rows of PostgreSQL, or newer ones that were pushed meanwhile. Memory has them from then on. It is asked again where
 * memory may have known a newer one, and has let it go.
 */
export async function rowsAsked(
  memory: AvailabilityInMemory,
  ask: () => Promise<readonly Row[]>,
): Promise<Row[]> {
  const { moment } = memory;
  const asked = await ask();
  const newer = new Set(memory.putAsked(asked, moment));
  const newest = asked.flatMap((row) =>
    newer.has(row.streamId) ? (memory.rowNow(row.streamId) ?? []) : row,
  );
  return newest.length === asked.length ? newest : rowsAsked(memory, ask);
}
