import { ask } from '../setup/ask.js';
import type { TestDatabase } from '../setup/database.js';

/** The timers that a dead process had claimed fire again at once, not when its claims run out. */
export async function endClaims({ url }: TestDatabase): Promise<void> {
  await ask(url, 'UPDATE timers.timer SET due_at = clock_timestamp() WHERE claims > 0');
}
