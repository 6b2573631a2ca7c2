import { Logger } from '@nestjs/common';
import { type logCreator, logLevel } from 'kafkajs';

const logger = new Logger('kafka');

/** What kafkajs tells goes where all the rest goes; what it tries again is a warning at most. */
export const toNest: logCreator =
  () =>
  ({ level, namespace, log: { message, ...rest } }) => {
    const reason = typeof rest['error'] === 'string' ? `: ${rest['error']}` : '';
    const line = `${namespace}: ${message}${reason}`;
    if (level <= logLevel.WARN) logger.warn(line);
    else logger.debug(line);
  };
