import { hostname } from 'node:os';
import { type Logger, multistream, pino } from 'pino';
import type { LogFile, LogLevel } from '../process/index.js';

/**
 * Lines of JSON on standard error, each with the part that tells it.
 *
 * @param file has the same lines
 */
export function partLogger(part: string, level: LogLevel, file?: LogFile): Logger {
  const base = { pid: process.pid, hostname: hostname(), part };
  const error = pino.destination(2);
  if (file === undefined) return pino({ level, base }, error);
  return pino({ level, base }, multistream([error, file].map((stream) => ({ level, stream }))));
}
