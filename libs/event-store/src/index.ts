export * from './append.js';
export * from './event-store.js';
export * from './load.js';
export * from './reader.js';
