import { type Difference, differenceLine, verify } from '#tools/verify';
import { expect } from 'vitest';
import type { TestDatabase } from '../setup/database.js';

const patient = { timeout: 40_000, interval: 100 };

/** The projector comes to all of the log, and then every view is the fold of it. */
export async function expectViewsAsTheLog({ url }: TestDatabase): Promise<void> {
  const found = async () => {
    const differences: Difference[] = [];
    const progress = () => undefined;
    const { behind } = await verify({ url, difference: (one) => differences.push(one), progress });
    return { behind, differences: differences.map(differenceLine) };
  };
  await expect.poll(found, patient).toEqual({ behind: 0, differences: [] });
}
