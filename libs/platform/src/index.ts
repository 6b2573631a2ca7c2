export * from './credentials.js';
export * from './problem-filter.js';
export * from './problem.js';
export * from './request-schema.pipe.js';
