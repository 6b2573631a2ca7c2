export { type Connect, startConnect } from './connect.js';
export { type Kafka, startKafka } from './kafka.js';
export { keep } from './keeper.js';
export { type Nginx, startNginx } from './nginx.js';
export { exitOf } from './processes/exit.js';
export { bringPrograms } from './programs.js';
export { projectFolder } from './project-folder.js';
export { type Redis, startRedis } from './redis.js';
