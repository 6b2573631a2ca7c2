import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/**
 * Nest's log lines through pino; what Nest tells of its own start is for debugging. An object is told with what was done,
 * which comes behind it.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    const by = { context: context.at(-1) };
    if (typeof message === 'string') this.logger.debug(by, message);
    else this.logger.info(Object.assign(by, message), String(context[0]));
  }

  debug(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ context: context.at(-1) }, String(message));
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ context: context.at(-1) }, String(message));
  }

  error(message: unknown, ...context: unknown[]): void {
    if (message instanceof Error) this.logger.error({ err: message }, String(context[0]));
    else if (typeof message === 'object') this.logger.error(message, String(context[0]));
    else this.logger.error({ context: context.at(-1), message }, 'Nest reports an error');
  }
}
