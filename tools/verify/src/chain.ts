import type { Difference } from './difference.js';
import { eventHash } from './event-hash.js';
import { follows, type StoredEvent } from './stored-event.js';

/**
 * What is wrong with an event as the successor of `previous` in its stream.
 *
 * @param previous undefined for the first of a stream
 * @param ceiling the first transaction that has not been given out yet
 */
export function* chainDifferences(
  previous: StoredEvent | undefined,
  next: StoredEvent,
  ceiling: bigint,
): Generator<Difference> {
  const { streamId, version, hash } = next.event;
  const wrong = (kind: Difference['kind'], expected: string, found: string): Difference => {
    return { kind, streamId, version, expected, found };
  };
  const expected = (previous?.event.version ?? 0) + 1;
  if (version !== expected) {
    yield wrong('version', `version ${expected}`, `version ${version}`);
    return;
  }
  const { transactionId } = next.position;
  if (BigInt(transactionId) >= ceiling) {
    yield wrong('order', `a transaction before ${ceiling}`, `transaction ${transactionId}`);
  }
  if (previous !== undefined && !follows(next.position, previous.position)) {
    yield wrong('order', `a place after version ${previous.event.version}`, 'one before it');
  }
  const { recordedMs } = next;
  if (recordedMs === undefined) {
    yield wrong('recorded-at', 'an instant of whole milliseconds', next.event.recordedAt);
    return;
  }
  if (previous?.recordedMs !== undefined && recordedMs < previous.recordedMs) {
    yield wrong('recorded-at', `${previous.event.recordedAt} or later`, next.event.recordedAt);
  }
  const right = eventHash(previous?.event.hash ?? '', { ...next, recordedMs });
  if (hash !== right) yield wrong('hash', right, hash);
}
