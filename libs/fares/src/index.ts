export * from './capture.js';
export * from './fares.js';
export * from './outbox.js';
export * from './wal-slot.js';
