/** Two ways to do the same, open on their parts; each call does it once and answers its measure. */
export interface Contest {
  ours: () => Promise<number>;
  baseline: () => Promise<number>;
  /** What else is to be told of it, by names; measured after the pairs. */
  facts?: () => Promise<Record<string, unknown>>;
}

/** What a benchmark is opened with. */
export interface Run {
  /** Aborted when it shall end early: a measure then rejects with the reason. */
  signal: AbortSignal;
  progress: (line: string) => void;
  /** Notes what is to be cleared up at the end, however that comes: the last noted first. */
  atEnd: (clear: () => Promise<unknown>) => void;
}

/** A comparison of two things that are measured alternately in one run. */
export interface Benchmark {
  name: string;
  ours: string;
  baseline: string;
  /** What a measure is in: a rate is the better the higher it is, a time the lower. */
  unit: string;
  /** Of the ratio ours / baseline; undefined: it is told, and has nothing to reach. */
  target: { atLeast: number } | { atMost: number } | undefined;
  open: (run: Run) => Promise<Contest>;
  /** Is measured after it, on parts of its own. */
  also?: Omit<Benchmark, 'also'>;
}

/** Ratios of the pairs. */
export interface Result {
  median: number;
  min: number;
  max: number;
  pairs: number;
}

/** Measures pairs alternately, after one that does not count; who is first changes from pair to pair. */
export async function compare(
  { ours, baseline }: Contest,
  pairs: number,
  told: (pair: { ours: number; baseline: number }) => void,
): Promise<Result> {
  const ratios: number[] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const first = pair % 2 === 0 ? await ours() : undefined;
    const base = await baseline();
    const own = first ?? (await ours());
    if (pair === 0) continue;
    told({ ours: own, baseline: base });
    ratios.push(own / base);
  }
  return summary(ratios);
}

function summary(ratios: readonly number[]): Result {
  const sorted = ratios.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    pairs: sorted.length,
  };
}

export function targetText(target: Benchmark['target']): string {
  if (target === undefined) return 'none';
  return 'atLeast' in target
    ? `at least ${target.atLeast.toFixed(2)}`
    : `at most ${target.atMost.toFixed(2)}`;
}

export function isReached(target: NonNullable<Benchmark['target']>, ratio: number): boolean {
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}
