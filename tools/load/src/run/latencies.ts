import { build, type Histogram } from 'hdr-histogram-js';

export interface Percentiles {
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
}

const highestMs = 120_000;

/** How long things took, to 1 %. */
export class Latencies {
  /** In microseconds. */
  private readonly histogram: Histogram = build({
    highestTrackableValue: highestMs * 1000,
    numberOfSignificantValueDigits: 2,
    bitBucketSize: 32,
  });

  add(ms: number): void {
    this.histogram.recordValue(Math.round(Math.min(Math.max(ms, 0), highestMs) * 1000));
  }

  get count(): number {
    return this.histogram.totalCount;
  }

  get percentiles(): Percentiles {
    return { p50Ms: this.at(50), p95Ms: this.at(95), p99Ms: this.at(99), p999Ms: this.at(99.9) };
  }

  /** 0 where nothing was added. */
  at(percentile: number): number {
    return this.histogram.getValueAtPercentile(percentile) / 1000;
  }
}
