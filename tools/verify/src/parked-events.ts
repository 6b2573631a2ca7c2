import type { ViewName } from '#views/folds';
import type { Difference } from './difference.js';
import { pagesOf, type Snapshot } from './snapshot.js';
import { storedColumns, storedEvent, type StoredRow } from './stored-event.js';
import { firstUnlike } from './unlike.js';

const parkedBesideLog = `SELECT parked.view, parked.stream_id AS parked_stream,
    parked.version AS parked_version, parked.event AS parked_event, ${storedColumns}
  FROM views.parked_event AS parked
    LEFT JOIN log.event ON event.stream_id = parked.stream_id AND event.version = parked.version
  ORDER BY parked.view, parked.stream_id, parked.version`;

type ParkedRow = {
  view: ViewName;
  parked_stream: string;
  parked_version: number;
  parked_event: unknown;
} & (StoredRow | { [Column in keyof StoredRow]: null });

/** Events that wait to be folded, but are not as the log holds them. */
export async function* parkedDifferences({ client }: Snapshot): AsyncGenerator<Difference> {
  for await (const page of pagesOf<ParkedRow>(client, parkedBesideLog, 'all')) {
    for (const row of page) {
      const { view, parked_stream: streamId, parked_version: version, parked_event } = row;
      const place = { kind: 'parked-event', view, streamId, version } as const;
      if (row.stream_id === null) {
        yield { ...place, expected: 'none, since the log has no such event', found: 'one' };
        continue;
      }
      const unlike = firstUnlike(storedEvent(row).event, parked_event);
      if (unlike !== undefined) yield { ...place, ...unlike };
    }
  }
}
