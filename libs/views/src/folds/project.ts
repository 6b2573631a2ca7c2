import type { StreamEvent } from '#contracts';
import type { View, ViewRow } from './view.js';

/** An event that came before an earlier one of its stream. */
export class Gap extends Error {
  override readonly name = 'Gap';

  constructor({ streamId, version }: StreamEvent, expected: number) {
    super(`${streamId}@${version} came before ${expected}`);
  }
}

/**
 * Folds events of one stream, in whatever order, into its row: version + 1 only; an older event does nothing.
 * A guard that takes any newer version would drop a late event for good.
 *
 * @param generation of a row that begins; one that is there keeps its own
 * @returns the row after them; undefined while there is none
 * @throws Gap; what the view throws of an event that it cannot fold
 */
export function project<State>(
  view: View<State, string>,
  generation: number,
  before: ViewRow<State> | undefined,
  events: readonly StreamEvent[],
): ViewRow<State> | undefined {
  const inOrder = events.toSorted((a, b) => a.version - b.version);
  return inOrder.reduce((row, event) => {
    const expected = (row?.version ?? 0) + 1;
    if (event.version < expected) return row;
    if (event.version > expected) throw new Gap(event, expected);
    return fold(view, row?.generation ?? generation, row, event);
  }, before);
}

function fold<State>(
  view: View<State, string>,
  generation: number,
  before: ViewRow<State> | undefined,
  event: StreamEvent,
): ViewRow<State> {
  const { streamId, version, recordedAt: asOf } = event;
  const state = view.evolve(before?.state ?? null, event);
  return { streamId, generation, version, asOf, state };
}
