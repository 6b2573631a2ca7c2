import { type AvailabilityState, availabilityView, type ViewRow } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Injectable } from '@nestjs/common';
import type { ReadHeaders } from './cacheable.js';
import { CaughtUp, type Written, writtenTo } from './caught-up.js';
import { type Rung, Rungs } from './rungs.js';

type Row = ViewRow<AvailabilityState>;

interface Found<Answer extends Row | undefined = Row | undefined> {
  row: Answer;
  rung: Rung['name'] | 'postgres';
}

/**
 * Looks rows of availability up in this process, then in Redis, then in PostgreSQL. Whatever it answers is
 * in this process from then on, and is answered first: no later answer is older.
 */
@Injectable()
export class ReadLadder {
  private readonly descents = new Map<string, Promise<Found>>();

  constructor(
    private readonly rungs: Rungs,
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  /** @throws Problem `view-behind` */
  async find(streamId: string, headers: ReadHeaders): Promise<Found> {
    const written = writtenTo(availabilityView, headers);
    const [nearest] = this.rungs.copies;
    // One that is under way may have looked before the write, or before another answer.
    if (nearest === undefined || written.length > 0) {
      return this.descend(streamId, headers, written);
    }
    const row = await rowIn(nearest, streamId, written);
    if (row !== undefined) return { row, rung: nearest.name };
    return this.joinedDescent(streamId, headers);
  }

  /** Takes rows that PostgreSQL gave to be answered. */
  async keep(rows: readonly Row[]): Promise<void> {
    await this.rungs.copies[0]?.copies.put(rows);
  }

  /** Concurrent misses of one row are one descent. */
  private joinedDescent(streamId: string, headers: ReadHeaders): Promise<Found> {
    const underWay = this.descents.get(streamId);
    if (underWay !== undefined) return underWay;
    const descent = this.descend(streamId, headers, []).finally(() =>
      this.descents.delete(streamId),
    );
    this.descents.set(streamId, descent);
    return descent;
  }

  private async descend(
    streamId: string,
    headers: ReadHeaders,
    written: readonly Written[],
  ): Promise<Found> {
    const above: Rung[] = [];
    for (const rung of this.rungs.copies) {
      const row = await rowIn(rung, streamId, written);
      const found = row && (await keptAbove(above, { row, rung: rung.name }));
      if (found !== undefined) return found;
      above.push(rung);
    }
    await this.caughtUp.with(availabilityView, headers);
    const row = await this.views.row(availabilityView, streamId);
    const found = row && (await keptAbove(above, { row, rung: 'postgres' }));
    return found ?? { row, rung: 'postgres' };
  }
}

/** The rung's row, if the rung has all that was written; an unreachable one is passed over. */
async function rowIn(
  { copies }: Rung,
  streamId: string,
  written: readonly Written[],
): Promise<Row | undefined> {
  if (written.length > 0) {
    const versions = await copies.versions(written.map(([id]) => id));
    if (versions === 'unreachable') return undefined;
    if (written.some(([id, version]) => (versions.get(id) ?? 0) < version)) return undefined;
  }
  const row = await copies.row(streamId);
  return row === 'unreachable' ? undefined : row;
}

/**
 * Puts what a rung answered in those above it. Answers the newest: one that was pushed to them meanwhile,
 * if any; undefined when they knew a newer one, and have let it go.
 */
async function keptAbove(
  above: readonly Rung[],
  answered: Found<Row>,
): Promise<Found<Row> | undefined> {
  let found = answered;
  for (const { name, copies } of above.toReversed()) {
    const newer = await copies.put([found.row]);
    if (newer === 'unreachable' || newer.length === 0) continue;
    const row = await copies.row(found.row.streamId);
    if (row === undefined) return undefined;
    if (row !== 'unreachable') found = { row, rung: name };
  }
  return found;
}
