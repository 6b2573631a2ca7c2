import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '#platform';
import type { View } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Injectable } from '@nestjs/common';
import type { ReadHeaders } from './cacheable.js';

const pollMs = 10;

/** Reads your writes: waits until a view has what the Consistency-Token lists of its streams. */
@Injectable()
export class CaughtUp {
  constructor(private readonly views: PostgresViewStore) {}

  /** @throws Problem `view-behind` when the wait was not enough */
  async with(view: Pick<View<unknown>, 'name' | 'streams'>, headers: ReadHeaders): Promise<void> {
    const versions = headers['consistency-token'] ?? {};
    const wanted = Object.entries(versions).filter(([id]) => id.startsWith(view.streams));
    const streamIds = wanted.map(([id]) => id);
    const deadline = Date.now() + waitSeconds(headers.prefer) * 1000;
    while (wanted.length > 0) {
      const present = await this.views.versions(view, streamIds);
      if (wanted.every(([id, version]) => (present.get(id) ?? 0) >= version)) return;
      if (Date.now() >= deadline) throw new Problem('view-behind', 'the write is not visible yet');
      await pause(pollMs);
    }
  }
}

function waitSeconds(prefer: string | undefined): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?=$|[,;])/i.exec(prefer ?? '')?.[1];
  return wait === undefined ? 2 : Math.min(Number(wait), 10);
}
