/** How many of the calls are under way at once. */
export const concurrency = 32;

/**
 * Calls `work` that many times, so many at once; answers calls a second.
 *
 * @throws the signal's reason, when those under way have ended
 */
export function rateOf(
  calls: number,
  work: () => Promise<unknown>,
  signal: AbortSignal,
  atOnce = concurrency,
): Promise<number> {
  return rateWhile((begun) => begun < calls, work, signal, atOnce);
}

/** As {@link rateOf}, for so long: what is compared takes as long, however much faster one of them is. */
export function rateDuring(
  seconds: number,
  work: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  return rateWhile(() => performance.now() < until, work, signal, concurrency);
}

async function rateWhile(
  goesOn: (begun: number) => boolean,
  work: () => Promise<unknown>,
  signal: AbortSignal,
  atOnce: number,
): Promise<number> {
  let calls = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (goesOn(calls) && !signal.aborted) {
        calls += 1;
        await work();
      }
    }),
  );
  signal.throwIfAborted();
  return (calls * 1000) / (performance.now() - begin);
}
