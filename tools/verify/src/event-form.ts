import {
  readBookingEvents,
  readFlightEvents,
  readRefusalEvents,
  topicOf,
  topics,
  UnknownForm,
} from '#contracts';
import type { Difference } from './difference.js';
import type { StoredEvent } from './stored-event.js';

/** That newer code has written an event: views stop there, and what they show of it cannot be compared. */
export function* formDifferences({ event }: StoredEvent): Generator<Difference> {
  const { streamId, version } = event;
  const topic = topicOf(streamId);
  if (topic === undefined) return;
  try {
    if (topic === topics.flights) readFlightEvents(event);
    else if (topic === topics.bookings) readBookingEvents(event);
    else readRefusalEvents(event);
  } catch (error) {
    // What has another form than its own version is told by its hash, and by the views.
    if (!(error instanceof UnknownForm)) return;
    const expected = 'a version that this code can read';
    yield { kind: 'event-form', streamId, version, expected, found: error.reason };
  }
}
