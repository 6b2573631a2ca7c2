export { versioned } from './decided-events.js';
export { flightReducerVersion } from './flight-snapshot.js';
export { bookingOf, flightOf, flightStates, hasSnapshots, snapshotOf } from './folded-streams.js';
export { readBookingEvents, readFlightEvents, readRefusalEvents } from './read-event.js';
export { trustedBookingEvents, trustedFlightEvents } from './trusted-event.js';
export { UnknownForm, UnreadableEvent } from './unreadable-event.js';
export { withSchemaVersion } from './written-event.js';
