import type { KeyToKeep } from '#event-store';
import { expect } from 'vitest';
import { ask } from './ask.js';

/** Keeps a key without an append. */
export async function keepKey(url: string, { subject, wrapped }: KeyToKeep): Promise<void> {
  await ask(url, 'SELECT vault.keep(ARRAY[$1], ARRAY[$2::bytea])', [subject, wrapped]);
}

export async function expectNoOtherKey(url: string, key: KeyToKeep): Promise<void> {
  await expect(keepKey(url, key)).rejects.toMatchObject({ code: '23505' });
}
