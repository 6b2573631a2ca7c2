export { readDistributed } from './configuration.js';
export { House } from './house.js';
