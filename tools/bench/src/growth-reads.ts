import type { Benchmark } from './benchmark.js';
import { openQueryApis, readsByZipf } from './query-api.js';
import { readsPerCpuSecond } from './read-load.js';

/** The schedule of a year, and of a week. */
const [year, week] = [336_776, 6_500];

export const growthReads: Benchmark = {
  name: 'growth-reads',
  ours: `reads of availability from a query-api with ${year} flights, by Zipf, per second of its CPU time`,
  baseline: `the same with ${week} flights`,
  unit: 'reads/s of CPU',
  target: { atLeast: 0.85 },
  async open(run) {
    const startQueryApi = await openQueryApis(run);
    const measureOf = async (flights: number) =>
      readsPerCpuSecond(run, await startQueryApi(flights), readsByZipf(flights));
    return { ours: await measureOf(year), baseline: await measureOf(week) };
  },
};
