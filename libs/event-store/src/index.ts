export * from './append.js';
export * from './event-store.js';
export type { Command, Handled } from './handle-command.js';
export * from './load.js';
export * from './log-head.js';
export * from './reader.js';
export * from './signed-heads.js';
