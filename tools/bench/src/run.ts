import { type Benchmark, compare, isReached, type Run, targetText } from './benchmark.js';

/** Measures, and clears up whatever was made, however it ends. */
export async function run(bench: Benchmark, pairs: number, signal: AbortSignal): Promise<void> {
  const clearings: (() => Promise<unknown>)[] = [];
  const atEnd = (clear: () => Promise<unknown>) => void clearings.unshift(clear);
  signal.addEventListener('abort', () => progress('stopping: what was started is cleared up'));
  try {
    await measure(bench, pairs, { signal, progress, atEnd });
  } finally {
    for (const clear of clearings) await clear().catch(tellOfLeft);
  }
}

async function measure(bench: Benchmark, pairs: number, run: Run) {
  const { name, ours, baseline, unit, target, open } = bench;
  console.log(`ours: ${ours}\nbare: ${baseline}`);
  const contest = await open(run);
  const { median, min, max } = await compare(contest, pairs, (pair) => {
    const ratio = (pair.ours / pair.baseline).toFixed(2);
    const [own, bare] = [pair.ours.toFixed(0), pair.baseline.toFixed(0)];
    console.log(`ours ${own}, bare ${bare} ${unit}: ${ratio}`);
  });
  const reached = isReached(target, median) ? 'reached' : 'NOT reached';
  console.log(`the median ${median.toFixed(2)} of a target of ${targetText(target)}: ${reached}`);
  console.log(JSON.stringify({ bench: name, ratio: median, min, max, runs: pairs }));
}

function progress(line: string): void {
  console.error(line);
}

/** Not thrown: it would hide why the run ended, and keep from the other clearings. */
function tellOfLeft(error: unknown): void {
  progress(`not all is cleared up: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
