export * from './checkpoints.js';
export * from './embedded-stream.js';
