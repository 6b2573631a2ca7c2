import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { House } from '#tools/distributed';
import { ask } from './ask.js';

const health = z.object({ parts: z.record(z.string(), z.object({ lag: z.int().optional() })) });

/** What leads from an event to what follows from it. */
const followers = ['relay', 'process-manager'] as const;

const lookEveryMs = 500;
const answersWithinMs = 5_000;

export interface Resting {
  house: Pick<House, 'running'>;
  ownerUrl: string;
  signal: AbortSignal;
}

/**
 * Until every event has reached the process-manager, and nothing is due that it is to do: what is read before may change yet.
 *
 * @param until on `performance.now()`: what is not done by then is read as it is
 */
export async function untilAtRest(resting: Resting, until: number): Promise<void> {
  while (!(await isAtRest(resting)) && performance.now() < until) {
    await pause(lookEveryMs, undefined, { signal: resting.signal }).catch(() => undefined);
    resting.signal.throwIfAborted();
  }
}

/** One that has failed comes again within a minute. The timers are looked at between two looks at the followers: an event sets its timers before it lags no more. */
async function isAtRest(resting: Resting): Promise<boolean> {
  if (!(await keepUp(resting))) return false;
  const due = `SELECT FROM timers.timer WHERE due_at < clock_timestamp() + interval '1 minute' LIMIT 1`;
  return (await ask(resting.ownerUrl, due)).length === 0 && (await keepUp(resting));
}

/** Whether all of them run, and have nothing before them. */
async function keepUp({ house, signal }: Resting): Promise<boolean> {
  for (const follower of followers) {
    const [part] = house.running(follower);
    if (part === undefined) return false;
    const answer = await fetch(`${part.url}/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answersWithinMs)]),
    }).catch(() => undefined);
    const told = health.safeParse(await answer?.json().catch(() => undefined)).data;
    if (told?.parts[follower]?.lag !== 0) return false;
  }
  return true;
}
