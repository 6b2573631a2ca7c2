export * from './append.js';
export type { Command, DecidedEvent, DecidedOn, Handled } from './command.js';
export * from './event-store.js';
export * from './load.js';
export * from './log-head.js';
export type { Across } from './read-across.js';
export * from './reader.js';
export * from './signed-heads.js';
