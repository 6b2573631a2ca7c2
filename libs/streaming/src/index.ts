export * from './checkpoints.js';
export * from './create-streaming.migration.js';
export * from './embedded-stream.js';
export * from './sql-file.js';
