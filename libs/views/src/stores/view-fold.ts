import { eventsByStream, type RecordedEvent } from '#contracts';
import { LRUCache } from 'lru-cache';
import { project, type View, type ViewRow } from '../folds/index.js';

/** A flight that is booked is soon booked again; the state of a full one takes some 20 kB. */
const rememberedRows = 5_000;

/** Where a view's rows are kept. */
export interface FoldedRows<State> {
  /** Of rows that are written now. */
  generation(): Promise<number>;
  /** By stream id; those that are there. */
  read(streamIds: readonly string[]): Promise<Map<string, ViewRow<State>>>;
  /**
   * Writes rows where they are newer than what is there. A row is the fold of all events of its stream up to its
   * version, so that the newest is right, whoever wrote it.
   *
   * @returns the streams whose rows were written
   */
  write(rows: readonly ViewRow<State>[]): Promise<Set<string>>;
}

type Streams = ReadonlyMap<string, readonly RecordedEvent[]>;

/**
 * Folds events into the rows of one view. It goes on from the rows that it remembers and reads the others. What
 * it remembers is older than what is stored where another process has folded that stream meanwhile, or has
 * built the view anew: those rows are read, too.
 */
export class ViewFold<State> {
  private readonly remembered = new LRUCache<string, ViewRow<State>>({ max: rememberedRows });
  private generation = 0;

  constructor(
    private readonly rows: FoldedRows<State>,
    private readonly view: View<State, string>,
  ) {}

  /**
   * Takes those of streams that the view folds; duplicates do nothing, repeating it changes nothing. A row is
   * written as a whole, in one step.
   *
   * @returns the rows of the events' streams as they are now: those that changed, and those that have such an
   *   event already
   * @throws Gap; what the view throws of an event that it cannot fold: nothing is written
   */
  async fold(events: readonly RecordedEvent[]): Promise<ViewRow<State>[]> {
    const ours = events.filter(({ streamId }) => streamId.startsWith(this.view.streams));
    return ours.length === 0 ? [] : this.foldStreams(eventsByStream(ours));
  }

  private async foldStreams(streams: Streams): Promise<ViewRow<State>[]> {
    const before = await this.rowsBefore(streams);
    const rows = [...streams].flatMap(
      ([id, events]) => project(this.view, this.generation, before.get(id), events) ?? [],
    );
    const changed = rows.filter((row) => row !== before.get(row.streamId));
    const written = changed.length > 0 ? await this.rows.write(changed) : new Set<string>();
    const overtaken = changed.filter(({ streamId }) => !written.has(streamId));
    for (const row of rows) this.remembered.set(row.streamId, row);
    if (overtaken.length === 0) return rows;
    for (const { streamId } of overtaken) this.remembered.delete(streamId);
    const again = new Map(overtaken.map(({ streamId: id }) => [id, streams.get(id) ?? []]));
    const settled = rows.filter(({ streamId }) => !again.has(streamId));
    return [...settled, ...(await this.foldStreams(again))];
  }

  private async rowsBefore(streams: Streams): Promise<Map<string, ViewRow<State>>> {
    const before = new Map<string, ViewRow<State>>();
    const unknown: string[] = [];
    for (const [streamId, events] of streams) {
      const row = this.remembered.get(streamId);
      // Not where events are missing in between: another process may have folded them.
      if (row !== undefined && events.some(({ version }) => version <= row.version + 1)) {
        before.set(streamId, row);
      } else unknown.push(streamId);
    }
    if (unknown.length === 0) return before;
    const [generation, read] = await Promise.all([this.rows.generation(), this.rows.read(unknown)]);
    this.generation = generation;
    return new Map([...before, ...read]);
  }
}
