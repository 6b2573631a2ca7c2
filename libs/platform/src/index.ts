export * from './airports.js';
export * from './credential.guard.js';
export * from './credentials.js';
export * from './parsed-request.js';
export * from './problem-filter.js';
export * from './problem.js';
export * from './route.js';
