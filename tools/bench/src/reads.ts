import { join } from 'node:path';
import { z } from 'zod';
import { startProcess } from './start-process.js';
import type { Benchmark, Run } from './benchmark.js';
import { openQueryApis, readsByZipf } from './query-api.js';
import { readsPerCpuSecond } from './read-load.js';

/** A week of the schedule. */
const flights = 6_500;

/** A server that answers as another one answers a read. */
async function startBare(run: Run, url: string): Promise<string> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const ofTheConnection = ['connection', 'keep-alive', 'date'];
  const headers = [...answer.headers].filter(([name]) => !ofTheConnection.includes(name));
  const ANSWER = JSON.stringify({
    headers: Object.fromEntries(headers),
    body: await answer.text(),
  });
  const bare = await startProcess(run, [join(import.meta.dirname, 'bare-http.js')], { ANSWER });
  return bare.url;
}

export const reads: Benchmark = {
  name: 'reads',
  ours: `reads of availability from a query-api with ${flights} flights, by Zipf, per second of its CPU time`,
  baseline: 'the same bytes and headers from a bare node:http server, whatever is asked',
  unit: 'reads/s of CPU',
  target: { atLeast: 0.85 },
  async open(run) {
    const startQueryApi = await openQueryApis(run);
    const paths = readsByZipf(flights);
    const url = await startQueryApi(flights);
    const bare = await startBare(run, `${url}${z.string().parse(paths[0])}`);
    return {
      ours: readsPerCpuSecond(run, url, paths),
      baseline: readsPerCpuSecond(run, bare, paths),
    };
  },
};
