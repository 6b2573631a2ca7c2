export { type Random, seeded } from './random.js';
export { Zipf } from './zipf.js';
