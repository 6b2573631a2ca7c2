export { seeded } from './random.js';
export { Zipf } from './zipf.js';
