import type { StreamEvent } from '#contracts';
import type { View, ViewRow } from './view.js';

export interface Projection<State, Event extends StreamEvent = StreamEvent> {
  /** The row after all events that follow it without a gap; undefined while there is none. */
  row: ViewRow<State> | undefined;
  /** Events behind a gap, in order: they wait until it is filled. */
  parked: ParkedEvent<Event>[];
}

/** `reason`: why it could not be folded; null for an event that waits for an earlier one. */
export interface ParkedEvent<Event extends StreamEvent = StreamEvent> {
  event: Event;
  reason: string | null;
}

/**
 * Folds events of one stream into its row: version + 1 only. An older event does nothing; a newer one than
 * the next is parked. A guard that takes any newer version would drop a late event for good. One that the
 * view cannot fold is parked with the reason, and its stream's later events behind it.
 */
export function project<State, Event extends StreamEvent>(
  view: View<State>,
  generation: number,
  before: ViewRow<State> | undefined,
  events: readonly Event[],
): Projection<State, Event> {
  const parked = new Map<number, ParkedEvent<Event>>();
  let row = before;
  for (const event of [...events].sort((a, b) => a.version - b.version)) {
    const version = row?.version ?? 0;
    if (event.version <= version) continue;
    const folded = event.version === version + 1 ? fold(view, generation, row, event) : null;
    if (folded !== null && typeof folded !== 'string') row = folded;
    else parked.set(event.version, { event, reason: folded });
  }
  return { row, parked: [...parked.values()] };
}

/** The next row, or why there is none. */
function fold<State>(
  view: View<State>,
  generation: number,
  before: ViewRow<State> | undefined,
  event: StreamEvent,
): ViewRow<State> | string {
  const { streamId, version, recordedAt: asOf } = event;
  try {
    const state = view.evolve(before?.state ?? null, event);
    return { streamId, generation, version, asOf, state };
  } catch (error) {
    return String(error);
  }
}
