import { type View, views } from '#views/folds';
import pg from 'pg';
import type { Difference } from './difference.js';
import { pagesOf, type Snapshot } from './snapshot.js';

/** Rows of views that follow from no stream. */
export async function* surplusRows({ client }: Snapshot): AsyncGenerator<Difference> {
  for (const view of Object.values(views)) {
    const pages = pagesOf<{ stream_id: string; version: number }>(client, surplusOf(view), 'all');
    for await (const page of pages) {
      for (const { stream_id: streamId, version } of page) {
        const found = `one at version ${version}`;
        yield { kind: 'view-row', view: view.name, streamId, expected: 'no row', found };
      }
    }
  }
}

function surplusOf({ name, streams }: View<unknown>): string {
  return `SELECT stream_id, version FROM views.${name} AS kept
    WHERE generation = (SELECT generation FROM views.generation WHERE view = '${name}') AND NOT (starts_with(stream_id, ${pg.escapeLiteral(streams)})
      AND EXISTS (SELECT FROM log.event WHERE event.stream_id = kept.stream_id))
    ORDER BY stream_id`;
}
