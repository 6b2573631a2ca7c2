import { flightReducerVersion, type Snapshot as Kept, snapshotOf } from '#contracts';
import { instantText } from '#event-store/reader';
import type pg from 'pg';
import type { Difference } from './difference.js';
import { pagesOf, type Snapshot } from './snapshot.js';
import { storedColumns, storedEvent, type StoredRow } from './stored-event.js';
import { firstUnlike } from './unlike.js';

/** Of the present reducer: nobody decides by those of another. */
const kept = `SELECT stream_id, version, ${instantText('recorded_at')} AS "recordedAt", state
  FROM log.snapshot WHERE reducer = ${flightReducerVersion} ORDER BY stream_id`;

/** Snapshots, by which commands decide, beside the folds of what they stand for. */
export async function* snapshotDifferences({ client }: Snapshot): AsyncGenerator<Difference> {
  for await (const page of pagesOf<Kept & { stream_id: string }>(client, kept, 'all')) {
    for (const { stream_id: streamId, ...found } of page) {
      const { version } = found;
      const unlike = firstUnlike(await folded(client, streamId, version), found);
      if (unlike !== undefined) yield { kind: 'snapshot', streamId, version, ...unlike };
    }
  }
}

/** As it comes back from JSON; why there is none, where the events cannot be folded. */
async function folded(client: pg.Client, streamId: string, version: number): Promise<unknown> {
  const { rows } = await client.query<StoredRow>(
    `SELECT ${storedColumns} FROM log.event WHERE stream_id = $1 AND version <= $2 ORDER BY version`,
    [streamId, version],
  );
  try {
    const snapshot = snapshotOf({ events: rows.map((row) => storedEvent(row).event) });
    return JSON.parse(JSON.stringify(snapshot ?? 'no snapshot of no events'));
  } catch (error) {
    return `no snapshot, since the events cannot be folded: ${String(error)}`;
  }
}
