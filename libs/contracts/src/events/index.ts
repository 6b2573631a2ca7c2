export { readBookingEvent, readFlightEvent } from './read-event.js';
export { withSchemaVersion } from './written-event.js';
