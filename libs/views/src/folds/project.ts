import type { RecordedEvent } from '#contracts';
import type { View, ViewRow } from './view.js';

export interface Projection<State> {
  /** The row after all events that follow it without a gap; undefined while there is none. */
  row: ViewRow<State> | undefined;
  /** Events behind a gap, in order: they wait until it is filled. */
  parked: RecordedEvent[];
}

/**
 * Folds events of one stream into its row: version + 1 only. An older event does nothing; a newer one than
 * the next is parked. A guard that takes any newer version would drop a late event for good.
 */
export function project<State>(
  view: View<State>,
  generation: number,
  before: ViewRow<State> | undefined,
  events: readonly RecordedEvent[],
): Projection<State> {
  const parked = new Map<number, RecordedEvent>();
  let row = before;
  for (const event of [...events].sort((a, b) => a.version - b.version)) {
    const version = row?.version ?? 0;
    if (event.version > version + 1) parked.set(event.version, event);
    if (event.version !== version + 1) continue;
    row = {
      streamId: event.streamId,
      generation,
      version: event.version,
      asOf: event.recordedAt,
      state: view.evolve(row?.state ?? null, event),
    };
  }
  return { row, parked: [...parked.values()] };
}
