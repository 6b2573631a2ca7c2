import { cpus, totalmem } from 'node:os';
import { z } from 'zod';
import type { LoadResult, LoadSettings } from '../run/load.js';
import type { Latencies } from '../run/latencies.js';

const count = z.int().min(0);
const ms = z.number().min(0);
const percentiles = { p50Ms: ms, p95Ms: ms, p99Ms: ms, p999Ms: ms };
const rungs = z.strictObject({
  browser: count,
  edge: count,
  memory: count,
  redis: count,
  postgres: count,
});

/** A run of the load test, as it is kept beside its page. Times of reads count from their intended start. */
export const report = z.strictObject({
  durationMs: ms,
  reads: z.strictObject({ count, failed: count, perSecond: z.number(), ...percentiles }),
  bookings: z.strictObject({
    count,
    acknowledged: count,
    conflicts: count.describe('refused with 409'),
    failed: count,
    shed: count.describe('turned away under load'),
    paid: count,
  }),
  /** Which rung of the read ladder answered, for reads that one did. */
  rungs,
  /** For how long there had been a newer version when an answer came. */
  stalenessMs: z.strictObject({ p50: ms, p99: ms }),
  checks: z.strictObject({ oversold: count, lost: count, disagreeing: count }),
  /** Of the answers about flights that changed during the run. */
  stalenessOfChangedMs: z.strictObject({ count, p50: ms, p95: ms, p99: ms, p999: ms, max: ms }),
  proof: z.strictObject({ findings: z.array(z.string()), comparedWithLog: count }),
  failures: z.record(z.string(), count),
  regions: z.record(
    z.string(),
    z.strictObject({ reads: count, failed: count, rungs, ...percentiles }),
  ),
  seconds: z.array(
    z.strictObject({
      second: count,
      reads: count,
      failed: count,
      rungs,
      bookings: count,
      conflicts: count,
      ...percentiles,
    }),
  ),
  run: z.strictObject({
    at: z.string(),
    name: z.string(),
    url: z.string(),
    rate: z.number(),
    ratio: z.number(),
    flights: count,
    users: count,
    seed: z.number(),
    rampMs: ms,
    machine: z.string(),
  }),
});

export type Report = z.infer<typeof report>;

export function reportOf(
  name: string,
  settings: LoadSettings,
  { recording, staleness, proof, tookMs, flights }: LoadResult,
): Report {
  const { all, bookings, regions, failures } = recording;
  const { url, rate, ratio, users, seed, rampMs } = settings;
  const { all: old, changed } = staleness.distribution();
  const { findings, comparedWithLog, ...checks } = proof;
  const [processor] = cpus();
  return {
    durationMs: Math.round(tookMs),
    reads: {
      count: all.latencies.count,
      failed: all.failed,
      perSecond: Math.round((all.latencies.count / tookMs) * 10_000) / 10,
      ...all.latencies.percentiles,
    },
    bookings,
    rungs: all.rungs,
    stalenessMs: { p50: old.at(50), p99: old.at(99) },
    checks,
    stalenessOfChangedMs: { count: changed.count, ...spread(changed) },
    proof: { findings, comparedWithLog },
    failures: Object.fromEntries(failures),
    regions: Object.fromEntries(
      [...regions].map(([region, { latencies, failed, rungs: own }]) => [
        region,
        { reads: latencies.count, failed, rungs: own, ...latencies.percentiles },
      ]),
    ),
    seconds: recording.secondsUntil(tookMs),
    run: {
      ...{ at: new Date().toISOString(), name, url, rate, ratio, flights, users, seed, rampMs },
      machine: `${cpus().length} × ${processor?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    },
  };
}

function spread(latencies: Latencies) {
  const [p50, p95, p99, p999] = [50, 95, 99, 99.9].map((each) => latencies.at(each));
  return { p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0, p999: p999 ?? 0, max: latencies.at(100) };
}

/** Whether nothing failed that a user would have seen, and all that was promised holds. */
export function isSound({ reads, checks }: Report): boolean {
  return reads.failed + checks.oversold + checks.lost + checks.disagreeing === 0;
}
