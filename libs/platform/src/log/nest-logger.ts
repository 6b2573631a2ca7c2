import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's log lines through pino; what Nest tells of its own start is for debugging. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ context: context.at(-1) }, String(message));
  }

  /**
   * @param message a function makes it, as Nest's own logger has it: it is called where it is told, and only there
   * @param context what was done first, where the message is an object
   */
  debug(message: unknown, ...context: unknown[]): void {
    if (!this.logger.isLevelEnabled('debug')) return;
    const told: unknown =
      typeof message === 'function' ? Reflect.apply(message, undefined, []) : message;
    const by = { context: context.at(-1) };
    if (typeof told === 'string') this.logger.debug(by, told);
    else this.logger.debug(Object.assign(by, told), String(context[0]));
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
