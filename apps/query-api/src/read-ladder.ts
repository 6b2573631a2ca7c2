import { type AvailabilityState, availabilityView, type ViewRow } from '#views/folds';
import { PostgresViewStore, type RowCopies } from '#views/stores';
import { Injectable } from '@nestjs/common';
import type { ReadHeaders } from './cacheable.js';
import { CaughtUp } from './caught-up.js';
import { Joined } from './joined.js';
import { rowsAsked } from './rows-asked.js';
import { type Rung, Rungs } from './rungs.js';
import { UnknownStreams } from './unknown-streams.js';
import { hasWritten, isNothing, nothingWritten, type Written, writtenTo } from './written.js';

type Row = ViewRow<AvailabilityState>;

interface Found {
  row: Row | undefined;
  rung: 'memory' | Rung['name'] | 'postgres';
}

/**
 * Looks rows of availability up in this process, then in Redis, then in PostgreSQL. Whatever it answers is
 * in this process from then on, and is answered first: no later answer is older. Rows go for want of room alone, one
 * by one, and never by age: hot ones never go together.
 */
@Injectable()
export class ReadLadder {
  /** Concurrent misses of one row are one descent. */
  private readonly descents = new Joined<Found>();
  private readonly unknown: UnknownStreams;

  constructor(
    private readonly rungs: Rungs,
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {
    this.unknown = new UnknownStreams(rungs.memory);
  }

  /** @throws Problem `view-behind` */
  async find(streamId: string, headers: ReadHeaders): Promise<Found> {
    const written = writtenTo(availabilityView, headers);
    // One that is under way may have looked before the write, or before another answer.
    if (!isNothing(written)) return this.descend(streamId, headers, written);
    const row = await this.rungs.memory.row(streamId);
    if (row !== undefined) return { row, rung: 'memory' };
    if (this.unknown.has(streamId)) return { row: undefined, rung: 'postgres' };
    return this.descents.join(streamId, () => this.descend(streamId, headers, nothingWritten));
  }

  private async descend(streamId: string, headers: ReadHeaders, written: Written): Promise<Found> {
    const { memory, below } = this.rungs;
    const near = await rowIn(memory, streamId, written);
    if (near !== undefined) return { row: near, rung: 'memory' };
    for (const { name, copies } of below) {
      const row = await rowIn(copies, streamId, written);
      if (row === undefined) continue;
      const isNewest = (await memory.put([row])).length === 0;
      if (isNewest) return { row, rung: name };
      const newer = memory.rowNow(streamId);
      if (newer !== undefined) return { row: newer, rung: 'memory' };
    }
    await this.caughtUp.with(availabilityView, headers);
    return this.lookInPostgres(streamId);
  }

  private async lookInPostgres(streamId: string): Promise<Found> {
    const { memory, below } = this.rungs;
    const { moment } = memory;
    const [row] = await rowsAsked(memory, async () => {
      const asked = [...(await this.views.rows(availabilityView, [streamId])).values()];
      for (const { copies } of below) await copies.put(asked);
      return asked;
    });
    if (row === undefined) this.unknown.note(streamId, moment);
    return { row, rung: 'postgres' };
  }
}

/** The copies' row, if they have all that was written; unreachable ones are passed over. */
async function rowIn(
  copies: RowCopies<AvailabilityState>,
  streamId: string,
  written: Written,
): Promise<Row | undefined> {
  if ((await hasWritten(copies, written)) !== true) return undefined;
  const row = await copies.row(streamId);
  return row === 'unreachable' ? undefined : row;
}
