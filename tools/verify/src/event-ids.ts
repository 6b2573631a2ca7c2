import type { Difference } from './difference.js';
import { pagesOf, type Snapshot } from './snapshot.js';

/** In the metadata, where no index is: PostgreSQL sorts the ids alone, within its memory or on disk. */
const repeated = `SELECT stream_id, version, metadata ->> 'eventId' AS event_id FROM log.event
  WHERE metadata ->> 'eventId' IN (
    SELECT metadata ->> 'eventId' FROM log.event GROUP BY 1 HAVING count(*) > 1
  )
  ORDER BY event_id, stream_id, version`;

interface Repeated {
  stream_id: string;
  version: number;
  event_id: string;
}

/** Event ids that more than one event has. */
export async function* eventIdDifferences({ client }: Snapshot): AsyncGenerator<Difference> {
  let first: Repeated | undefined;
  for await (const page of pagesOf<Repeated>(client, repeated, 'all')) {
    for (const row of page) {
      if (row.event_id === first?.event_id) {
        yield {
          kind: 'event-id',
          streamId: row.stream_id,
          version: row.version,
          expected: 'an event id of its own',
          found: `${row.event_id}, as ${first.stream_id}@${first.version} has`,
        };
      } else {
        first = row;
      }
    }
  }
}
