import { Pool } from 'undici';
import { concurrency, rateDuring, rateOf } from './at-once.js';
import type { Run } from './benchmark.js';

/** Some seconds of them. */
const readsAMeasure = 200_000;

/**
 * Reads the paths in turn from a server, over {@link concurrency} connections; answers reads per second of the
 * server's CPU time, and tells how many a second there were.
 */
export function readsPerCpuSecond(
  run: Run,
  url: string,
  paths: readonly string[],
): () => Promise<number> {
  const { signal, progress } = run;
  const read = reader(run, url, paths);
  return async () => {
    const before = await cpuSeconds(url);
    const perSecond = await rateOf(readsAMeasure, read, signal);
    const spent = (await cpuSeconds(url)) - before;
    const micros = ((spent * 1e6) / readsAMeasure).toFixed(1);
    progress(`${url}: ${perSecond.toFixed(0)} reads/s, ${micros} µs of the server's CPU each`);
    return readsAMeasure / spent;
  };
}

/** Answers reads per second by the clock, of so many seconds. */
export function readsPerSecond(
  run: Run,
  url: string,
  paths: readonly string[],
  seconds: number,
): () => Promise<number> {
  const read = reader(run, url, paths);
  return () => rateDuring(seconds, read, run.signal);
}

/** Each call reads the next of the paths. */
function reader({ atEnd }: Run, url: string, paths: readonly string[]): () => Promise<void> {
  const pool = new Pool(url, { connections: concurrency });
  atEnd(() => pool.close());
  let turn = 0;
  return async () => {
    turn += 1;
    const path = paths[turn % paths.length] ?? '';
    const { statusCode, body } = await pool.request({ method: 'GET', path });
    if (statusCode !== 200) throw new Error(`${statusCode} of ${path}: ${await body.text()}`);
    await body.dump();
  };
}

/** As the server tells Prometheus. */
async function cpuSeconds(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1]);
}
