export { versioned } from './decided-events.js';
export { bookingOf, flightStates } from './folded-streams.js';
export { readBookingEvent, readFlightEvent } from './read-event.js';
export { withSchemaVersion } from './written-event.js';
