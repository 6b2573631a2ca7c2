import { Logger } from '@nestjs/common';
import { type logCreator } from 'kafkajs';

const logger = new Logger('kafka');

/**
 * What kafkajs tells is for debugging: it tells each rebalance and each retry as an error. What fails for good
 * rejects, and is told by the part that it fails.
 */
export const toNest: logCreator =
  () =>
  ({ namespace, log: { message, ...rest } }) => {
    const reason = typeof rest['error'] === 'string' ? `: ${rest['error']}` : '';
    logger.debug(`${namespace}: ${message}${reason}`);
  };
