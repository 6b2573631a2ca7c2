import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { keep } from '../keeper.js';
import { killGroup } from './end-process.js';
import { exitOf } from './exit.js';
import { identify, type ProcessIdentity } from './process-identity.js';

/** A program, and where it runs. */
export interface Program {
  file: string;
  args: readonly string[];
  /** Its working directory. */
  directory: string;
}

/** A process that runs a program. */
export interface KeptProcess extends ProcessIdentity {
  /** How it ended, once it has. */
  ended: Promise<string>;
}

// It becomes the program when it is told to; its process id and its start stay the same.
const waitThenRun = 'read -r go && exec "$@" </dev/null';

/**
 * Starts a program in a session of its own that ends when this process does. Until the keeper knows
 * of it, and `note` has noted it down, a shell waits in its place, and ends if this process does.
 */
export async function startKept(
  { file, args, directory }: Program,
  log: FileHandle,
  note: (process: ProcessIdentity) => Promise<void>,
): Promise<KeptProcess> {
  const { PATH } = process.env;
  const child = spawn('/bin/sh', ['-c', waitThenRun, 'sh', file, ...args], {
    cwd: directory,
    // The secrets of this process's environment are not for it.
    env: { PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdio: ['pipe', log.fd, log.fd],
    detached: true,
  });
  const ended = exitOf(child);
  await once(child, 'spawn');
  try {
    const { pid } = child;
    const started = pid === undefined ? undefined : identify(pid);
    if (!started) throw new Error(`${file} ended before it began`);
    void ended.then(() => killGroup(started.pid));
    await keep(started.pid);
    await note(started);
    child.stdin?.end('go\n');
    return { ...started, ended };
  } catch (error) {
    child.stdin?.destroy();
    throw error;
  }
}
