/** How many of the calls are under way at once. */
export const concurrency = 32;

/**
 * Calls `work` that many times, so many at once; answers calls a second.
 *
 * @throws the signal's reason, when those under way have ended
 */
export async function rateOf(
  calls: number,
  work: () => Promise<unknown>,
  signal: AbortSignal,
  atOnce = concurrency,
): Promise<number> {
  let left = calls;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0 && !signal.aborted) {
        left -= 1;
        await work();
      }
    }),
  );
  signal.throwIfAborted();
  return (calls * 1000) / (performance.now() - begin);
}
