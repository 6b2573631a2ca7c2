import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '#tools/load';

/** Its id; undefined while it is being started again. */
type ProcessId = () => number | undefined;

const lookEveryMs = 50;
/** How long it runs before it is killed. */
const shortestMs = 200;
const longestMs = 8_000;

/**
 * Kills a process by SIGKILL, again and again, each time when it has run for a random while.
 *
 * @param most how often
 * @param signal when it is aborted no more kills follow
 * @returns how often it was killed
 */
export async function killAtRandom(
  processId: ProcessId,
  most: number,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  let kills = 0;
  let killed: number | undefined;
  while (kills < most && !signal.aborted) {
    const pid = processId();
    if (pid === undefined || pid === killed) {
      await pause(lookEveryMs);
      continue;
    }
    const runsForMs = shortestMs + random() * (longestMs - shortestMs);
    const stopped = await pause(runsForMs, false, { signal }).catch(() => true);
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
