export * from './follow.js';
export * from './read-stream.js';
