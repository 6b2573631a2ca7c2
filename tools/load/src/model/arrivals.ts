import { exponential, type Random } from './random.js';

export interface ArrivalRate {
  /** Sessions a second, when all of the ramp is over. */
  perSecond: number;
  /** The rate grows evenly over it, from nothing. */
  rampMs: number;
  durationMs: number;
}

/**
 * When sessions begin, in milliseconds since the start: a Poisson process, whatever the answers take (open loop). The
 * ramp thins it out: an arrival is kept with the probability of how far the ramp has come.
 */
export function* arrivals(random: Random, rate: ArrivalRate): Generator<number> {
  const { perSecond, rampMs, durationMs } = rate;
  for (let at = 0; ;) {
    at += exponential(random, 1000 / perSecond);
    if (at >= durationMs) return;
    if (at >= rampMs || random() < at / rampMs) yield at;
  }
}
