import type { StreamEvent } from '#contracts';
import type { View, ViewRow } from './view.js';

export interface Projection<State, Event extends StreamEvent = StreamEvent> {
  /** The row after all events that follow it without a gap; undefined while there is none. */
  row: ViewRow<State> | undefined;
  /** Events behind a gap, in order: they wait until it is filled. */
  parked: Event[];
}

/**
 * Folds events of one stream into its row: version + 1 only. An older event does nothing; a newer one than
 * the next is parked. A guard that takes any newer version would drop a late event for good.
 *
 * @throws what the view throws of an event that it cannot fold
 */
export function project<State, Event extends StreamEvent>(
  view: View<State>,
  generation: number,
  before: ViewRow<State> | undefined,
  events: readonly Event[],
): Projection<State, Event> {
  const parked = new Map<number, Event>();
  let row = before;
  for (const event of [...events].sort((a, b) => a.version - b.version)) {
    const version = row?.version ?? 0;
    if (event.version <= version) continue;
    if (event.version === version + 1) row = fold(view, generation, row, event);
    else parked.set(event.version, event);
  }
  return { row, parked: [...parked.values()] };
}

function fold<State>(
  view: View<State>,
  generation: number,
  before: ViewRow<State> | undefined,
  event: StreamEvent,
): ViewRow<State> {
  const { streamId, version, recordedAt: asOf } = event;
  const state = view.evolve(before?.state ?? null, event);
  return { streamId, generation, version, asOf, state };
}
