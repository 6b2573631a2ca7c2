import type { StreamEvent } from '#contracts';
import { project, type Shown, type View, type ViewRow } from '#views/folds';

/** A view's row after a part of its stream's events; undefined where they give it nothing to show. */
export async function pastRow<State>(
  view: View<State>,
  pages: AsyncIterable<readonly StreamEvent[]>,
): Promise<Shown<State> | undefined> {
  let row: ViewRow<State> | undefined;
  for await (const events of pages) row = project(view, 0, row, events);
  return row?.state == null ? undefined : { ...row, state: row.state };
}
