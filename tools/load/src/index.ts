export { HttpCache } from './client/http-cache.js';
export type { Answer, Source } from './client/source.js';
export { exponential, type Random, seeded } from './model/random.js';
export { regions } from './model/regions.js';
export { planSession, readsPerSession } from './model/session.js';
export { Zipf } from './model/zipf.js';
