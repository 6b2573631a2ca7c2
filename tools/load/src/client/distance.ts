import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Asked, Source } from './source.js';

/** A source that is a round trip away. */
export class Distance implements Source {
  constructor(
    private readonly behind: Source,
    private readonly roundTripMs: number,
  ) {}

  async get(asked: Asked): Promise<Answer> {
    await pause(this.roundTripMs);
    return this.behind.get(asked);
  }
}
