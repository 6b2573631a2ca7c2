import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '#tools/load';

/** Its id; undefined while it is being started again. */
type ProcessId = () => number | undefined;

const lookEveryMs = 100;
/** How long it works before it is killed. */
const shortestMs = 50;
const longestMs = 2_500;

/**
 * Kills a process by SIGKILL, again and again, each time when it has worked for a random while. A start takes longer
 * than that: who is killed before its first work has lost none.
 *
 * @param done how much has been done by all of them so far
 * @param most how often
 * @param signal when it is aborted no more kills follow
 * @returns how often it was killed
 */
export async function killAtRandom(
  processId: ProcessId,
  done: () => Promise<number>,
  most: number,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  let kills = 0;
  let killed: number | undefined;
  const isAborted = () => signal.aborted;
  while (kills < most && !isAborted()) {
    const pid = processId();
    if (pid === undefined || pid === killed) {
      await pause(lookEveryMs);
      continue;
    }
    const before = await done();
    const isIdle = async () => processId() === pid && (await done()) === before;
    while ((await isIdle()) && !isAborted()) await pause(lookEveryMs);
    const worksForMs = shortestMs + random() * (longestMs - shortestMs);
    const stopped = await pause(worksForMs, false, { signal }).catch(() => true);
    if (stopped) return kills;
    // One that has ended by itself meanwhile: its id may be another's by now.
    if (processId() !== pid || !kill(pid)) continue;
    killed = pid;
    kills += 1;
  }
  return kills;
}

/** Answers whether it was there. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
