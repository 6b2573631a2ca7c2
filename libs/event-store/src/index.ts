export * from './append.js';
export * from './event-store.js';
export type { Command, DecidedEvent, Handled } from './handle-command.js';
export * from './load.js';
export * from './log-head.js';
export type { Across } from './read-across.js';
export * from './reader.js';
export * from './signed-heads.js';
