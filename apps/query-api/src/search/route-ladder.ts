import { type AvailabilityState, availabilityView, type ViewRow } from '#views/folds';
import { PostgresViewStore, type Route, type RowAge } from '#views/stores';
import { Injectable } from '@nestjs/common';
import type { ReadHeaders } from '../cacheable.js';
import { CaughtUp } from '../caught-up.js';
import { Joined } from '../joined.js';
import { rowsAsked } from '../rows-asked.js';
import { Rungs } from '../rungs.js';
import { hasWritten, isNothing, writtenTo } from '../written.js';

type Row = ViewRow<AvailabilityState>;

export interface FoundFlights {
  rung: 'memory' | 'postgres';
  /** Tells these rows, each of its version, from all others. */
  mark: string;
  /** In no order; read when they are asked for. */
  rows: () => readonly Row[];
}

/** Looks the flights of a route up in this process, when it has all of them, else in PostgreSQL. */
@Injectable()
export class RouteLadder {
  /** Concurrent misses of one route are one look. */
  private readonly looks = new Joined<Row[]>();

  constructor(
    private readonly rungs: Rungs,
    private readonly views: PostgresViewStore,
    private readonly caughtUp: CaughtUp,
  ) {}

  /** @throws Problem `view-behind` */
  async find(route: Route, headers: ReadHeaders): Promise<FoundFlights> {
    const written = writtenTo(availabilityView, headers);
    const isInMemory = (await hasWritten(this.rungs.memory, written)) === true;
    const found = isInMemory ? this.inMemory(route) : undefined;
    if (found !== undefined) return found;
    // One that is under way may have looked before the write.
    if (isNothing(written)) return fromPostgres(await this.joinedLook(route));
    await this.caughtUp.with(availabilityView, headers);
    return fromPostgres(await this.look(route));
  }

  private joinedLook(route: Route): Promise<Row[]> {
    return this.looks.join(JSON.stringify(route), () => this.look(route));
  }

  private inMemory(route: Route): FoundFlights | undefined {
    const { memory } = this.rungs;
    const streamIds = memory.routes.streamsOf(route);
    const marks: string[] = [];
    const all = streamIds.flatMap((streamId) => {
      const held = memory.held(streamId);
      if (held !== undefined) marks.push(markOf(streamId, held));
      return held ?? [];
    });
    if (all.length < streamIds.length) return undefined;
    return { rung: 'memory', mark: marks.join(), rows: () => all.map((held) => held.read()) };
  }

  private look(route: Route): Promise<Row[]> {
    return rowsAsked(this.rungs.memory, () => this.views.search(route));
  }
}

function fromPostgres(rows: readonly Row[]): FoundFlights {
  const marks = rows.map((row) => markOf(row.streamId, row));
  return { rung: 'postgres', mark: marks.join(), rows: () => rows };
}

function markOf(streamId: string, { generation, version }: RowAge): string {
  return `${streamId}@${generation}-${version}`;
}
