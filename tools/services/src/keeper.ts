import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { identify, isRunning, type ProcessIdentity } from './processes/process-identity.js';
import { servicesFolder } from './project-folder.js';

interface Kept extends ProcessIdentity {
  signal: NodeJS.Signals;
}

let kept: Kept[] = [];
let keeper: Promise<ChildProcess> | undefined;

async function startKeeper(): Promise<ChildProcess> {
  const { PATH, TMPDIR } = process.env;
  const child = fork(join(servicesFolder, 'keeper.mjs'), [], {
    // Out of reach of the terminal's Ctrl-C, which this process may outlive for a while.
    detached: true,
    stdio: 'ignore',
    execArgv: [],
    env: { PATH, TMPDIR },
  });
  const ended = once(child, 'exit').finally(() => (keeper = undefined));
  await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error('the keeper of processes ended as it started'))),
  ]);
  child.unref();
  child.channel?.unref();
  return child;
}

function tell(child: ChildProcess, processes: Kept[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.send(processes, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Has a process end when this one is gone, however it ended: one keeper, a process of its own that
 * outlives this one by a moment, sends it the signal, and SIGKILL, to all of its group, 5 s later.
 * Resolves when the keeper knows of it. A process that has ended is nobody's any more.
 *
 * @param pid of whichever user's process that this one may signal
 */
export async function keep(pid: number, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const identity = identify(pid);
  if (identity) kept.push({ ...identity, signal });
  kept = kept.filter(isRunning);
  await tell(await (keeper ??= startKeeper()), kept);
}
