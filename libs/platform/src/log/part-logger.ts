import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import type { LogLevel } from '../process/index.js';

/** Lines of JSON on standard error, each with the part that tells it. */
export function partLogger(part: string, level: LogLevel): Logger {
  const base = { pid: process.pid, hostname: hostname(), part };
  return pino({ level, base }, pino.destination(2));
}
