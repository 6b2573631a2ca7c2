import { setTimeout as pause } from 'node:timers/promises';
import { type Difference, verify } from '#tools/verify';

interface Verified {
  /** Rows of views that are still to come. */
  behind: number;
  found: Difference[];
}

/** Compares the log with itself and every view with it. */
async function verified(url: string): Promise<Verified> {
  const found: Difference[] = [];
  const { behind } = await verify({
    url,
    difference: (difference) => found.push(difference),
    progress: () => undefined,
  });
  return { behind, found };
}

/** The same once no view is behind, or after that time; and the seconds that it took. */
export async function verifiedWithin(
  url: string,
  seconds: number,
): Promise<Verified & { seconds: number }> {
  const begun = performance.now();
  for (;;) {
    const report = await verified(url);
    const waited = (performance.now() - begun) / 1000;
    if (report.behind === 0 || waited > seconds) return { ...report, seconds: waited };
    await pause(100);
  }
}
