import type { Outbox } from '#fares';
import type { Progress } from '#platform';

/**
 * How far the write-ahead log has been read, in bytes; at its end where nobody is to read it.
 *
 * @throws Error when the place in it is lost
 */
export async function readFromWal(outbox: Outbox): Promise<Progress> {
  const slot = await outbox.slot();
  if (slot === undefined) return { lag: 0, at: '' };
  if (slot.isLost) throw new Error('its place in the write-ahead log is lost');
  return slot;
}
