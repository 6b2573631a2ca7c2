export * from './log-position.js';
export * from './recorded-event.js';
export * from './topics.js';
