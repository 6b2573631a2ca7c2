const shortestMs = 500;
const longestMs = 10_000;
/** Who ran so long did not end because of its start. */
const steadyMs = 30_000;

/** How long to wait before what has ended is started again: each time twice as long, until it runs steadily. */
export class BackOff {
  private nextMs = shortestMs;

  /** @param ranMs how long it ran; 0 when its start failed */
  after(ranMs: number): number {
    if (ranMs >= steadyMs) this.nextMs = shortestMs;
    const pauseMs = this.nextMs;
    this.nextMs = Math.min(pauseMs * 2, longestMs);
    return pauseMs;
  }
}
