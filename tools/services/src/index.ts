export { type Kafka, startKafka } from './kafka.js';
export { keep } from './keeper.js';
export { type Nginx, startNginx } from './nginx.js';
export { endProcess } from './processes/end-process.js';
export { exitOf } from './processes/exit.js';
export { identify } from './processes/process-identity.js';
export { bringPrograms } from './programs.js';
export { projectFolder } from './project-folder.js';
export { type Redis, startRedis } from './redis.js';
