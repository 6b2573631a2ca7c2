import { availabilityRow } from '#contracts';
import { Logger } from '@nestjs/common';
import { type AvailabilityState, availabilityView } from '../folds/index.js';
import { type RedisAddress, RedisConnection } from './redis-connection.js';
import { RedisCopies } from './redis-copies.js';

/** Tells in the log when Redis goes and comes back. */
export function redisConnection(
  address: Pick<RedisAddress, 'url' | 'replyWithinMs'>,
): RedisConnection {
  const logger = new Logger('redis');
  return new RedisConnection({
    ...address,
    onUnreachable: (reason) => logger.warn(`Redis is out of reach: ${reason}`),
    onReachable: () => logger.warn('Redis is back'),
    onRefusal: (reason) => logger.error(`Redis refuses: ${reason}`),
  });
}

/** @param log the id of the log whose rows they are */
export function availabilityInRedis(
  redis: RedisConnection,
  log: string,
): RedisCopies<AvailabilityState> {
  return new RedisCopies(redis, { log, view: availabilityView.name, row: availabilityRow });
}
