import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { LogFile } from '#platform/process';
import { exitOf, keep, projectFolder } from '#tools/services';
import type { PartName } from './parts.js';
import type { Running } from './supervised.js';

/** A copy of a part that serves. */
export interface PartProcess extends Running {
  pid: number;
  /** `http://127.0.0.1:PORT` */
  url: string;
}

export interface PartStart {
  part: PartName;
  /** Its name among the copies of the part: what it prints is shown behind it. */
  name: string;
  /** All of its environment; with `PORT`. */
  env: NodeJS.ProcessEnv;
  stopping: AbortSignal;
  show: (line: string) => void;
  /** Keeps each line that it prints. */
  log: Pick<LogFile, 'write'>;
}

/** Requests under way are answered meanwhile. */
const endsWithinMs = 20_000;

/**
 * Starts the built part; it ends when this process does, and the terminal's Ctrl-C does not reach it.
 *
 * @throws Error when it ends before it is ready; what it printed tells why
 */
export async function startPart(start: PartStart): Promise<PartProcess> {
  const { part, name, env, show } = start;
  const file = join(projectFolder, 'dist', 'apps', part, 'src', 'main.js');
  const child = spawn(process.execPath, [file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const ended = exitOf(child);
  const { pid } = child;
  if (pid === undefined) {
    const [error] = (await once(child, 'error')) as unknown[];
    throw new Error(`${name} could not be started: ${String(error)}`);
  }
  const url = readyUrl(child, start);
  await keep(pid);
  const stop = () => end(child, ended, () => show(`${name} does not end: killed`));
  const whenStopped = () => void stop();
  start.stopping.addEventListener('abort', whenStopped, { once: true });
  if (start.stopping.aborted) whenStopped();
  try {
    const early = ended.then((how) => {
      throw new Error(`it ended before it was ready (${how})`);
    });
    const process = { pid, url: await Promise.race([url, early]), ended, stop };
    show(`${name} is process ${pid} at ${process.url}`);
    return process;
  } finally {
    start.stopping.removeEventListener('abort', whenStopped);
  }
}

/** Shows each line that it prints; resolves by the one that says that it is ready. */
function readyUrl(child: ChildProcess, { part, name, show, log }: PartStart): Promise<string> {
  return new Promise((resolve) => {
    for (const output of [child.stdout, child.stderr]) {
      if (output === null) continue;
      createInterface(output).on('line', (line) => {
        show(`${name} | ${line}`);
        log.write(`${line}\n`);
        if (line.startsWith(`${part} is ready: `)) resolve(line.slice(`${part} is ready: `.length));
      });
    }
  });
}

async function end(
  child: ChildProcess,
  ended: Promise<string>,
  onForce: () => void,
): Promise<void> {
  child.kill('SIGTERM');
  const patience = new AbortController();
  const late = pause(endsWithinMs, 'late' as const, patience);
  late.catch(() => undefined);
  const first = await Promise.race([ended, late]);
  patience.abort();
  if (first !== 'late') return;
  onForce();
  child.kill('SIGKILL');
  await ended;
}
