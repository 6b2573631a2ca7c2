import { setTimeout as pause } from 'node:timers/promises';
import { unless } from '../postgres/system-error.js';
import { isRunning, type ProcessIdentity } from './process-identity.js';

const pollMilliseconds = 20;

async function hasEnded(process: ProcessIdentity, withinMilliseconds: number): Promise<boolean> {
  const deadline = Date.now() + withinMilliseconds;
  while (isRunning(process)) {
    if (Date.now() > deadline) return false;
    await pause(pollMilliseconds);
  }
  return true;
}

async function send(pid: number, signal: NodeJS.Signals): Promise<void> {
  await unless(
    ['ESRCH'],
    Promise.resolve().then(() => process.kill(pid, signal)),
  );
}

/** Kills what is left of the group that a process led: nginx's workers outlive a killed master. */
export async function killGroup(leader: number): Promise<void> {
  await send(-leader, 'SIGKILL');
}

/** Asks the leader of a process group to end, kills the group after the bound, waits for the end. */
export async function endProcess(
  leader: ProcessIdentity,
  signal: NodeJS.Signals,
  boundMilliseconds: number,
): Promise<void> {
  if (!isRunning(leader)) return;
  await send(leader.pid, signal);
  if (!(await hasEnded(leader, boundMilliseconds))) await killGroup(leader.pid);
  await hasEnded(leader, Infinity);
}
