export { factsOfDay } from './facts-of-day.js';
export * from './operators-desk.js';
export * from './play.js';
