/**
 * Ends what has begun, one after the other, each of them also where one before it could not be ended.
 *
 * @throws what the first throws that could not
 */
export async function endAll(...ends: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
