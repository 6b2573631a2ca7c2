/** How many of the calls are under way at once. */
export const concurrency = 32;

/** Calls `work` that many times, {@link concurrency} at once; answers calls a second. */
export async function rateOf(calls: number, work: () => Promise<unknown>): Promise<number> {
  let left = calls;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left > 0) {
        left -= 1;
        await work();
      }
    }),
  );
  return (calls * 1000) / (performance.now() - begin);
}
