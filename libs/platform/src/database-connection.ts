import { Logger } from '@nestjs/common';

/** How a part's libraries connect to a database: what fails there outside of any request is told in the log. */
export function databaseConnection(url: string) {
  const logger = new Logger('database');
  const onConnectionLost = (error: Error) => logger.warn(`a connection was lost: ${error.message}`);
  const onSnapshotFailed = (error: Error) =>
    logger.warn(`a snapshot was not taken: ${error.message}`);
  return { url, onConnectionLost, onSnapshotFailed };
}
