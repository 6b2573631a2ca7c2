import type { ChildProcess } from 'node:child_process';

/** Resolves when a process has ended, with how: `exit 1`, `SIGKILL`. */
export function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code ?? 0}`));
  });
}
