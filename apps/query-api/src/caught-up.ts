import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '#platform';
import { availabilityView, type View } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { ReadHeaders } from './cacheable.js';
import { hasWritten, isNothing, type RowSource, writtenTo } from './written.js';

/** Pauses between looks at the view, doubling, and how many may look at once: a token is not signed. */
const shortestPauseMs = 10;
const longestPauseMs = 160;
const maxWaiting = 100;
/** How long reads wait on when the process stops: most writes are seen in some milliseconds. */
const lastWaitMs = 500;

/** Reads your writes: waits until a view has what the Consistency-Token lists of its streams. */
@Injectable()
export class CaughtUp implements BeforeApplicationShutdown {
  private waiting = 0;
  /** Of all that wait. */
  private end = Infinity;

  constructor(private readonly views: PostgresViewStore) {}

  beforeApplicationShutdown(): void {
    this.end = Date.now() + lastWaitMs;
  }

  /** @throws Problem `view-behind` when the wait was not enough, or the process stops */
  async with(view: Pick<View<unknown>, 'name' | 'streams'>, headers: ReadHeaders): Promise<void> {
    const written = writtenTo(view, headers);
    if (isNothing(written)) return;
    const source: RowSource = {
      versions: (streamIds) => this.views.versions(view, streamIds),
      row: (streamId) => this.views.row(availabilityView, streamId),
    };
    const deadline = Date.now() + waitSeconds(headers.prefer) * 1000;
    let pauseMs = shortestPauseMs;
    this.waiting += 1;
    try {
      while ((await hasWritten(source, written)) !== true) {
        if (Date.now() >= Math.min(deadline, this.end) || this.waiting > maxWaiting) {
          throw new Problem('view-behind', 'the write is not visible yet');
        }
        await pause(pauseMs);
        pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      }
    } finally {
      this.waiting -= 1;
    }
  }
}

function waitSeconds(prefer: string | undefined): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?=$|[,;])/i.exec(prefer ?? '')?.[1];
  return wait === undefined ? 2 : Math.min(Number(wait), 10);
}
