export * from './follow-booking.js';
export { hopLines } from './hop.js';
