export * from './events/index.js';
export * from './log-position.js';
export * from './recorded-event.js';
export { bookingStreamId, flightStreamId } from '#domain';
export * from './topics.js';
export * from './consistency-token.js';
export * from './http.js';
export * from './problems.js';
export * from './booking-answer.js';
