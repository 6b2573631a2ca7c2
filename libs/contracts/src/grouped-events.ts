import type { RecordedEvent } from './recorded-event.js';
import { type Topic, topicOf } from './topics.js';

/** Each stream's events, in their order; streams in the order of their first. */
export function eventsByStream(events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
  return grouped(events, ({ streamId }) => streamId);
}

/** Each topic's events, in their order; those that stay in the log are left out. */
export function eventsByTopic(events: readonly RecordedEvent[]): Map<Topic, RecordedEvent[]> {
  return grouped(events, ({ streamId }) => topicOf(streamId));
}

function grouped<Key>(
  events: readonly RecordedEvent[],
  keyOf: (event: RecordedEvent) => Key | undefined,
): Map<Key, RecordedEvent[]> {
  const groups = new Map<Key, RecordedEvent[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return groups;
}
