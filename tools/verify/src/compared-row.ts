import type { LogPosition } from '#contracts';
import type { View } from '#views/folds';
import type { Difference } from './difference.js';
import { follows, type StoredEvent } from './stored-event.js';
import { firstUnlike, type Unlike } from './unlike.js';
import type { FoundRow, Kept } from './view-rows.js';

/** What the rows of a view are compared by. */
export interface Comparison {
  view: View<unknown>;
  /** Of the view's present rows. */
  generation: number | undefined;
  /** How far the projector has come. */
  projected: LogPosition;
}

/**
 * A view's row beside the fold of its stream, as far as the row says that it has come. That it has not come
 * further is a difference only when the projector has passed the next event.
 */
export class ComparedRow {
  private state: unknown = null;
  private newest: StoredEvent | undefined;
  private next: StoredEvent | undefined;
  private fault: string | undefined;

  constructor(
    private readonly by: Comparison,
    private readonly kept: Kept,
  ) {}

  /** Takes the stream's events in order. */
  take(stored: StoredEvent): void {
    const { version } = stored.event;
    if (version > (this.kept.row?.version ?? 0)) {
      this.next ??= stored;
    } else if (version === this.folded + 1 && this.fault === undefined) {
      try {
        this.state = this.by.view.evolve(this.state, stored.event);
        this.newest = stored;
      } catch (error) {
        this.fault = `event ${version} cannot be folded: ${String(error)}`;
      }
    }
  }

  /** Whether the stream has events that the projector has not come to. */
  get isBehind(): boolean {
    return this.next !== undefined && follows(this.next.position, this.by.projected);
  }

  /** @param end of its stream: the version of the last event */
  *differences(streamId: string, end: number): Generator<Difference> {
    const { row } = this.kept;
    if (row !== undefined) {
      const place = this.place(streamId, row.version);
      for (const unlike of this.inRow(row, end)) yield { ...place, kind: 'view-row', ...unlike };
    }
    if (this.next !== undefined) yield* this.missed(this.next);
  }

  private *inRow(row: FoundRow, end: number): Generator<Unlike> {
    const found = `version ${row.version}`;
    if (row.version > end || row.version < 1) {
      yield { expected: `a version from 1 to ${end}, where the stream ends`, found };
    } else if (this.fault !== undefined) {
      yield { expected: `version ${this.folded}, since ${this.fault}`, found };
    } else if (this.newest !== undefined && this.folded === row.version) {
      const { version } = row;
      const asOf = this.newest.event.recordedAt;
      const { generation } = this.by;
      const expected = { generation, version, asOf, state: asStored(this.state) };
      const unlike = firstUnlike(expected, row);
      if (unlike !== undefined) yield unlike;
    }
  }

  private *missed({ event: { streamId, version } }: StoredEvent): Generator<Difference> {
    const { row, parked } = this.kept;
    const place = this.place(streamId, version);
    const expected = 'the event folded';
    if (parked?.version === version && (parked.reason !== null || !this.isBehind)) {
      const found = `it parked: ${parked.reason ?? 'it waits for an earlier one'}`;
      yield { ...place, kind: 'parked-event', expected, found };
    } else if (!this.isBehind) {
      const found = row === undefined ? 'no row' : `the row at version ${row.version}`;
      yield { ...place, kind: 'view-row', expected, found };
    }
  }

  private place(streamId: string, version: number) {
    return { view: this.by.view.name, streamId, version };
  }

  private get folded(): number {
    return this.newest?.event.version ?? 0;
  }
}

/** As the state comes back from JSON. */
function asStored(state: unknown): unknown {
  const stored: unknown = JSON.parse(JSON.stringify(state));
  return stored;
}
