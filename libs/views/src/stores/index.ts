export * from './fill-copies.js';
export * from './filled-partitions.js';
export * from './memory-copies.js';
export * from './postgres-view-store.js';
export * from './redis-connection.js';
export * from './redis-copies.js';
export type { RowCopies, Unreachable } from './row-copies.js';
export * from './row-pushes.js';
