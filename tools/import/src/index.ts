export * from './import-schedule.js';
export * from './new-york-date.js';
export * from './schedule.js';
