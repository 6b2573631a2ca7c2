import { chainDifferences } from './chain.js';
import { ComparedRow } from './compared-row.js';
import { Compensations } from './compensations.js';
import type { Difference } from './difference.js';
import { formDifferences } from './event-form.js';
import { pagesOf, type Snapshot } from './snapshot.js';
import { ledgerOf, type StreamLedger } from './stream-ledger.js';
import { storedColumns, type StoredEvent, storedEvent, type StoredRow } from './stored-event.js';
import type { Tally } from './tally.js';
import { type KeptOfStream, readKept } from './view-rows.js';

/** By position too: where the unique index is gone, a version may be there twice. */
export const eventsByStream = `SELECT ${storedColumns} FROM log.event
  ORDER BY event.stream_id, event.version, event.position`;

/** Each stream by itself: its versions, instants, hashes and accounts, and the views' rows that follow from it. */
export async function* streamDifferences(
  snapshot: Snapshot,
  tally: Tally,
): AsyncGenerator<Difference> {
  const since = performance.now();
  let stream: CheckedStream | undefined;
  for await (const page of pagesOf<StoredRow>(snapshot.client, eventsByStream, 'first')) {
    const events = page.map(storedEvent);
    const streamIds = new Set(events.map(({ event }) => event.streamId));
    const kept = await readKept(snapshot.client, [...streamIds]);
    for (const stored of events) {
      if (stream?.streamId !== stored.event.streamId) {
        yield* stream?.end(tally) ?? [];
        stream = new CheckedStream(stored.event.streamId, snapshot, kept);
      }
      yield* stream.take(stored);
    }
    tally.events += events.length;
    tally.tell('streams', tally.events, snapshot.events, since);
  }
  yield* stream?.end(tally) ?? [];
}

class CheckedStream {
  private previous: StoredEvent | undefined;
  private readonly compensations = new Compensations();
  private readonly rows: ComparedRow[];
  private readonly ledger: StreamLedger | undefined;

  constructor(
    readonly streamId: string,
    private readonly snapshot: Snapshot,
    keptOf: KeptOfStream,
  ) {
    this.ledger = ledgerOf(streamId);
    const { projected, generations } = snapshot;
    this.rows = keptOf(streamId).map(({ view, kept }) => {
      return new ComparedRow({ view, generation: generations.get(view.name), projected }, kept);
    });
  }

  *take(stored: StoredEvent): Generator<Difference> {
    yield* chainDifferences(this.previous, stored, this.snapshot.ceiling);
    yield* this.compensations.take(stored);
    yield* formDifferences(stored);
    yield* this.ledger?.take(stored.event) ?? [];
    for (const row of this.rows) row.take(stored);
    this.previous = stored;
  }

  *end(tally: Tally): Generator<Difference> {
    tally.streams += 1;
    yield* this.ledger?.end() ?? [];
    const end = this.previous?.event.version ?? 0;
    for (const row of this.rows) {
      tally.rows += 1;
      if (row.isBehind) tally.behind += 1;
      yield* row.differences(this.streamId, end);
    }
  }
}
