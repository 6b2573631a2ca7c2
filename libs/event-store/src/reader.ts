export * from './follow.js';
export * from './instant-text.js';
export * from './read-stream.js';
