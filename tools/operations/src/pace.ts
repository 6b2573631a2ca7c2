import { setTimeout as pause } from 'node:timers/promises';

/** The clock of a day that is played, faster than the real one. */
export class Pace {
  private readonly begunAt = performance.now();
  private readonly from: number;

  /**
   * @param from the instant of the day at which it is now
   * @param speed how many seconds of the day a second takes
   */
  constructor(
    from: string,
    private readonly speed: number,
  ) {
    this.from = Date.parse(from);
  }

  /** Resolves when that instant of the day has come; rejects with the signal's reason. */
  async until(instant: string, signal: AbortSignal): Promise<void> {
    const dueAt = this.begunAt + (Date.parse(instant) - this.from) / this.speed;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}
