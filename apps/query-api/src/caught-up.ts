import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '#platform';
import type { View } from '#views/folds';
import { PostgresViewStore, type RowCopies } from '#views/stores';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { ReadHeaders } from './cacheable.js';

/** Pauses between looks at the view, doubling, and how many may look at once: a token is not signed. */
const shortestPauseMs = 10;
const longestPauseMs = 160;
const maxWaiting = 100;
/** How long reads wait on when the process stops: most writes are seen in some milliseconds. */
const lastWaitMs = 500;

/** A stream, and the version that a write has given it. */
export type Written = [streamId: string, version: number];

/** What the Consistency-Token lists of the streams that the view folds. */
export function writtenTo(
  view: Pick<View<unknown>, 'streams'>,
  headers: Pick<ReadHeaders, 'consistency-token'>,
): Written[] {
  const versions = headers['consistency-token'] ?? {};
  return Object.entries(versions).filter(([id]) => id.startsWith(view.streams));
}

/** Whether copies have all that was written; those that are out of reach have not. */
export async function hasWritten(
  copies: RowCopies<unknown>,
  written: readonly Written[],
): Promise<boolean> {
  if (written.length === 0) return true;
  const versions = await copies.versions(written.map(([id]) => id));
  if (versions === 'unreachable') return false;
  return written.every(([id, version]) => (versions.get(id) ?? 0) >= version);
}

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
    const streamIds = written.map(([id]) => id);
    if (written.length === 0) return;
    const seen = async () => {
      const present = await this.views.versions(view, streamIds);
      return written.every(([id, version]) => (present.get(id) ?? 0) >= version);
    };
    const deadline = Date.now() + waitSeconds(headers.prefer) * 1000;
    let pauseMs = shortestPauseMs;
    this.waiting += 1;
    try {
      while (!(await seen())) {
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
