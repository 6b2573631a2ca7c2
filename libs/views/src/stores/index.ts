export * from './availability-in-redis.js';
export * from './filled-partitions.js';
export * from './memory-copies.js';
export * from './postgres-view-store.js';
export * from './redis-connection.js';
export * from './redis-copies.js';
export { compareAge, type RowAge, type RowCopies } from './row-copies.js';
export * from './row-pushes.js';
export type { ViewFold } from './view-fold.js';
