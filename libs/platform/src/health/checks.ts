import type { HealthCheck } from './health.js';
import { StallWatch } from './stall-watch.js';

/** A part is well when it answers. */
export function answers(ask: () => Promise<unknown>): HealthCheck {
  return async () => {
    await ask();
    return { status: 'ok' };
  };
}

/** How far a consumer is. */
export interface Progress {
  /** Events that it has not handled yet. */
  lag: number;
  /** Another one whenever it has come further: its checkpoint, or its offsets. */
  at: string;
}

/** A consumer is well while it moves, or has nothing to do. */
export function keepsUp(measure: () => Promise<Progress>, watch = new StallWatch()): HealthCheck {
  return async () => {
    const progress = await measure();
    const status = watch.observe({ ...progress, nowMs: performance.now() });
    return { status, lag: progress.lag };
  };
}
