import type { RecordedEvent } from '#contracts';

/** An event of the log as the history tells it, beside its stream. */
export function toldEvent({ streamId: _, metadata, ...event }: RecordedEvent) {
  return { eventId: metadata.eventId, ...event, metadata };
}
