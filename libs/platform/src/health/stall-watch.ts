/** A consumer at a moment. */
export interface Observed {
  /** Events that it has not handled yet. */
  lag: number;
  /** Another one whenever it has come further. */
  at: string;
  /** Of a clock that is never set back. */
  nowMs: number;
}

/** Tells a consumer that is stuck from one that works: it is behind, and has not moved for too long. */
export class StallWatch {
  private behind: { at: string; sinceMs: number } | undefined;

  /** @param limitMs how long it may stand still while it is behind */
  constructor(private readonly limitMs = 15_000) {}

  observe({ lag, at, nowMs }: Observed): 'ok' | 'unavailable' {
    if (lag === 0) {
      this.behind = undefined;
      return 'ok';
    }
    if (this.behind?.at !== at) this.behind = { at, sinceMs: nowMs };
    return nowMs - this.behind.sinceMs > this.limitMs ? 'unavailable' : 'ok';
  }
}
