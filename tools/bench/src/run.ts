import { type Benchmark, compare, isReached, type Result, targetText } from './benchmark.js';

/** Measures what the benchmark has, and tells the result in a line of JSON at the end. */
export async function run(bench: Benchmark, pairs: number, signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', () => progress('stopping: what was started is cleared up'));
  const { name, also } = bench;
  const result = { bench: name, ...(await measure(bench, pairs, signal)) };
  const beside = also && { [also.name]: await measure(also, pairs, signal) };
  console.log(JSON.stringify({ ...result, ...beside }));
}

function told({ median, min, max, pairs }: Result) {
  return { ratio: median, min, max, runs: pairs };
}

/** Clears up whatever was made, however it ends. */
async function measure(
  { ours, baseline, unit, target, open }: Omit<Benchmark, 'also'>,
  pairs: number,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const clearings: (() => Promise<unknown>)[] = [];
  const atEnd = (clear: () => Promise<unknown>) => void clearings.unshift(clear);
  try {
    console.log(`ours: ${ours}\nbare: ${baseline}`);
    const contest = await open({ signal, progress, atEnd });
    const result = await compare(contest, pairs, (pair) => {
      const ratio = (pair.ours / pair.baseline).toFixed(2);
      const [own, bare] = [pair.ours.toFixed(0), pair.baseline.toFixed(0)];
      console.log(`ours ${own}, bare ${bare} ${unit}: ${ratio}`);
    });
    const { median } = result;
    console.log(`the median ${median.toFixed(2)}${verdict(target, median)}`);
    return { ...told(result), ...(await contest.facts?.()) };
  } finally {
    for (const clear of clearings) await clear().catch(tellOfLeft);
  }
}

function verdict(target: Benchmark['target'], median: number): string {
  if (target === undefined) return '';
  const reached = isReached(target, median) ? 'reached' : 'NOT reached';
  return ` of a target of ${targetText(target)}: ${reached}`;
}

function progress(line: string): void {
  console.error(line);
}

/** Not thrown: it would hide why the run ended, and keep from the other clearings. */
function tellOfLeft(error: unknown): void {
  progress(`not all is cleared up: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
