import { setTimeout as pause } from 'node:timers/promises';
import { healthOf } from './health.js';

export interface Following {
  /** The addresses of a relay and of a projector: what they tell of their group is the same for each. */
  relay: () => string | undefined;
  projector: () => string | undefined;
  /** How many events each may be behind. */
  within: number;
  progress: (line: string) => void;
  stopping: AbortSignal;
}

const pauseMs = 50;
const pausesATelling = 100;

/** Waits until the views show what the log holds: the relay has sent it, the projectors have folded it. */
export async function untilFolded(following: Following): Promise<void> {
  const { relay, projector, stopping, progress } = following;
  for (const [name, urlOf] of [['relay', relay] as const, ['projector', projector] as const]) {
    for (let pauses = 1; ; pauses += 1) {
      stopping.throwIfAborted();
      const url = urlOf();
      const lag = url === undefined ? undefined : (await healthOf(url))?.parts[name]?.lag;
      if (lag !== undefined && lag <= following.within) break;
      await pause(pauseMs);
      if (pauses % pausesATelling === 0)
        progress(`the ${name} is ${lag ?? 'unknown'} events behind …`);
    }
  }
}
