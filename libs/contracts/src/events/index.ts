export { readBookingEvent, readFlightEvent, UnreadableEvent } from './read-event.js';
export { withSchemaVersion } from './written-event.js';
