import { getHeapStatistics } from 'node:v8';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import type { ViewRow } from '../folds/index.js';
import { AgeFloors } from './age-floors.js';
import { compareAge, type RowAge, type RowCopies } from './row-copies.js';

/** A part of what V8 may take, which the rest of the process needs too. */
const defaultMaxBytes = Math.floor(getHeapStatistics().heap_size_limit * 0.4);

/** What a row takes beside its texts; measured, 336,000 rows: 1,490 bytes of heap without their gzip, 950 of them texts. */
const overheadBytes = 600;

/** What is made of a row, once. */
export interface MadeOnce {
  /** What it takes, and what it may make of itself later. */
  readonly bytes: number;
}

export interface ViewInMemory<State, Answer, Kind extends string> {
  row: z.ZodType<ViewRow<State>>;
  /** What answers are asked for by, another one for each stream: rows are kept by it, so that a hot read makes no string. */
  keyOf: (streamId: string) => string;
  /** What is made of a row, by kind; all undefined for a row that has nothing to show. */
  answers: Record<Kind, (row: ViewRow<State>) => Answer | undefined>;
  /** The one that is made when a row arrives; the others are when they are first asked for. */
  hot: NoInfer<Kind>;
}

/** How new a row is, and the row: whenever it is read it is that one, whatever has come since. */
export interface HeldRow<State> extends RowAge {
  read: () => ViewRow<State>;
}

/** Every row that went did so after this moment. */
const beforeAll = -1;

interface Kept<Answer, Kind extends string> extends RowAge {
  /** As JSON: less than objects take, and one of them for the garbage collector instead of twenty. */
  row: string;
  answers: Partial<Record<Kind, Answer>>;
}

/** Copies in this process, each with its answer; beyond its limit the ones that were not asked for longest go. */
export class MemoryCopies<
  State,
  Answer extends MadeOnce = MadeOnce,
  Kind extends string = string,
> implements RowCopies<State> {
  /** By the view's key. */
  private readonly kept: LRUCache<string, Kept<Answer, Kind>>;
  private readonly gone = new AgeFloors();
  /** The generation that rows are of at least. */
  private oldest = 0;

  constructor(
    private readonly view: ViewInMemory<State, Answer, Kind>,
    private readonly maxBytes = defaultMaxBytes,
  ) {
    this.kept = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ row, answers }) => bytesOf(row, Object.values(answers)),
      dispose: (kept, key, reason) => {
        if (reason === 'evict') this.gone.note(key, kept);
      },
    });
  }

  put(rows: readonly ViewRow<State>[]): Promise<string[]> {
    return Promise.resolve(this.putAsked(rows, beforeAll));
  }

  /**
   * Takes rows that PostgreSQL was asked for at that moment or later. Of others one that may be older than one that
   * went is not taken; of these only where that went since.
   *
   * @returns as {@link put} does
   */
  putAsked(rows: readonly ViewRow<State>[], moment: number): string[] {
    return rows.filter((row) => !this.take(row, moment)).map(({ streamId }) => streamId);
  }

  row(streamId: string): Promise<ViewRow<State> | undefined> {
    return Promise.resolve(this.rowNow(streamId));
  }

  /** As {@link row}, at once: nothing is pushed between two of them. */
  rowNow(streamId: string): ViewRow<State> | undefined {
    return this.held(streamId)?.read();
  }

  /** The row that it has now. */
  held(streamId: string): HeldRow<State> | undefined {
    const kept = this.kept.get(this.view.keyOf(streamId));
    if (kept === undefined) return undefined;
    const { generation, version, row } = kept;
    return { generation, version, read: () => this.view.row.parse(JSON.parse(row)) };
  }

  has(streamId: string): boolean {
    return this.kept.has(this.view.keyOf(streamId));
  }

  /** What is made of the row; undefined when it has none, or none with anything to show. */
  answer(kind: Kind, key: string): Answer | undefined {
    const kept = this.kept.get(key);
    if (kept === undefined) return undefined;
    const known = kept.answers[kind];
    if (known !== undefined || kept.answers[this.view.hot] === undefined) return known;
    const more = this.withAnswer(kind, kept, this.view.row.parse(JSON.parse(kept.row)));
    this.keep(key, more);
    return more.answers[kind];
  }

  versions(streamIds: readonly string[]): Promise<Map<string, number>> {
    const version = (id: string) => this.kept.peek(this.view.keyOf(id))?.version ?? 0;
    return Promise.resolve(new Map(streamIds.map((id) => [id, version(id)])));
  }

  /** The present one, to be noted before PostgreSQL is asked. */
  get moment(): number {
    return this.gone.moment;
  }

  /** Whether it may have had a row of the stream after a moment, and has let it go. */
  mayHaveLost(streamId: string, moment: number): boolean {
    return this.gone.isNotedSince(this.view.keyOf(streamId), moment);
  }

  /** Whether another row would drive one out, as far as that can be told. */
  get isFull(): boolean {
    return (
      this.kept.size > 0 && this.kept.calculatedSize * (1 + 1 / this.kept.size) > this.maxBytes
    );
  }

  /** Lets go of rows of a former generation: after a rebuild they are made anew below. */
  forgetBefore(generation: number): void {
    if (generation <= this.oldest) return;
    this.oldest = generation;
    for (const [key, { generation: own }] of this.kept.entries()) {
      if (own < generation) this.kept.delete(key);
    }
  }

  /** False when it has, or may have had, a newer one. */
  private take(row: ViewRow<State>, moment: number): boolean {
    const { streamId, generation, version } = row;
    if (generation < this.oldest) return false;
    const key = this.view.keyOf(streamId);
    const known = this.kept.peek(key);
    if (known !== undefined) {
      if (compareAge(row, known) <= 0) return compareAge(row, known) === 0;
    } else if (this.gone.isAbove(key, row) && this.mayHaveLost(streamId, moment)) {
      return false;
    }
    const kept = { generation, version, row: JSON.stringify(row), answers: {} };
    this.keep(key, this.withAnswer(this.view.hot, kept, row));
    return true;
  }

  private withAnswer(kind: Kind, kept: Kept<Answer, Kind>, row: ViewRow<State>) {
    return { ...kept, answers: { ...kept.answers, [kind]: this.view.answers[kind](row) } };
  }

  private keep(key: string, kept: Kept<Answer, Kind>): void {
    this.kept.set(key, kept);
    // Larger than all that may be kept: it is answered all the same.
    if (!this.kept.has(key)) this.gone.note(key, kept);
  }
}

function bytesOf(row: string, answers: readonly (MadeOnce | undefined)[]): number {
  return answers.reduce((sum, each) => sum + (each?.bytes ?? 0), row.length + overheadBytes);
}
