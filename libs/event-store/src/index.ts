export * from './append.js';
export * from './create-log.migration.js';
export * from './event-store.js';
export * from './load.js';
export * from './reader.js';
export * from './sql-file.js';
