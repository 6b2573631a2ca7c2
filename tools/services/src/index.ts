export { startKafka } from './kafka.js';
export { keep } from './keeper.js';
export { startNginx } from './nginx.js';
export { bringPrograms } from './programs.js';
export { startRedis } from './redis.js';
