export { versioned } from './decided-events.js';
export { flightReducerVersion } from './flight-snapshot.js';
export { bookingOf, flightOf, flightStates, hasSnapshots, snapshotOf } from './folded-streams.js';
export { readBookingEvent, readFlightEvent } from './read-event.js';
export { withSchemaVersion } from './written-event.js';
