import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '#contracts';
import type { DecidedEvent } from '#event-store';

/** By type: the type of the event that one takes back. Both are of one stream. */
const compensated: ReadonlyMap<string, string> = new Map([
  ['BookingCancelled', 'BookingPlaced'],
  ['BookingExpired', 'BookingPlaced'],
  ['SeatsReleased', 'SeatsHeld'],
  ['RefundRequested', 'PaymentCaptured'],
  ['PaymentRefunded', 'PaymentCaptured'],
]);

export function isCompensating({ type }: Pick<DecidedEvent, 'type'>): boolean {
  return compensated.has(type);
}

/**
 * A decision's events, each of which names the event that it compensates, of the log or of the decision itself. So
 * each has its id by now.
 *
 * @param before the events about the booking so far, in their order
 */
export function naming(
  decided: readonly DecidedEvent[],
  before: readonly RecordedEvent[],
): DecidedEvent[] {
  const earlier: NamedEvent[] = before.map((event) => ({ ...event, ...event.metadata }));
  return decided.map((event) => {
    const named = { ...event, eventId: event.eventId ?? randomUUID() };
    const compensates = compensatedBy(event, earlier)?.eventId;
    earlier.push(named);
    return { ...named, ...(compensates !== undefined && { compensates }) };
  });
}

type NamedEvent = Pick<DecidedEvent, 'streamId' | 'type' | 'data'> & { eventId: string };

function compensatedBy(
  { streamId, type, data }: DecidedEvent,
  earlier: readonly NamedEvent[],
): NamedEvent | undefined {
  return earlier.findLast(
    (event) =>
      event.streamId === streamId &&
      event.type === compensated.get(type) &&
      (paymentOf(data) === undefined || paymentOf(event.data) === paymentOf(data)),
  );
}

function paymentOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'paymentId' in data
    ? data.paymentId
    : undefined;
}
