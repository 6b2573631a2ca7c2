import { Logger } from '@nestjs/common';

/** How a part's libraries connect to a database: a connection that breaks while it is idle is told in the log. */
export function databaseConnection(url: string) {
  const logger = new Logger('database');
  const onConnectionLost = (error: Error) => logger.warn(`a connection was lost: ${error.message}`);
  return { url, onConnectionLost };
}
