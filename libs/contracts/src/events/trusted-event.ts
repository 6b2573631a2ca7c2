import type { LoggedEvent } from '../recorded-event.js';
import { bookingEventForms, type EventForms, flightEventForms } from './event-forms.js';
import { newestVersions } from './event-schema.js';
import { readBookingEvents, readFlightEvents } from './read-event.js';

/**
 * What an event that the event store loaded tells: see {@link readFlightEvents}. In the newest version it is as
 * it was written.
 *
 * @throws UnreadableEvent for another type or version
 */
export const trustedFlightEvents = trusting(flightEventForms, readFlightEvents);

/** See {@link trustedFlightEvents}. */
export const trustedBookingEvents = trusting(bookingEventForms, readBookingEvents);

/**
 * Data of the log in the newest version is not parsed once more at every load: it was parsed when it was
 * written, and its hash tells of a change. A parse takes 1.4 µs an event, and all else of loading and folding
 * it 5.
 */
function trusting<Event>({ newest }: EventForms<Event>, read: (event: LoggedEvent) => Event[]) {
  const versions = newestVersions(newest);
  const isNewest = (event: LoggedEvent): event is LoggedEvent & Event =>
    versions.get(event.type) === event.schemaVersion;
  return (event: LoggedEvent): Event[] => (isNewest(event) ? [event] : read(event));
}
