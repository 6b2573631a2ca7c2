import { readFileSync } from 'node:fs';
import { errorCode } from '../postgres/system-error.js';

/** A certain process: an id alone goes to another process one day. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in clock ticks since the machine did. */
  start: string;
}

// Fields 3, 20 and 22 of /proc/PID/stat; the second, a name in brackets, may hold anything.
const [state, threads, start] = [0, 17, 19];

/** The process that has this id now, unless it has ended. Linux only. */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A JVM's first thread is a zombie while others still hold its files.
    const ended = /[ZX]/.test(fields[state] ?? '') && Number(fields[threads]) <= 1;
    return ended ? undefined : { pid, start: fields[start] ?? '' };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

export function isRunning({ pid, start }: ProcessIdentity): boolean {
  return identify(pid)?.start === start;
}
