import { setTimeout as pause } from 'node:timers/promises';
import { consumers, isBehind } from '#contracts';
import { EventStore } from '#event-store';
import { Checkpoints } from '#streaming';
import type { INestApplication } from '@nestjs/common';

/** Who is told what goes on, and who ends it. */
export interface Watched {
  progress: (line: string) => void;
  stopping: AbortSignal;
}

const pauseMs = 20;
const pausesATelling = 250;

/** Waits until the views show what the log holds now, and tells how far they are when it takes long. */
export async function untilFolded(
  application: INestApplication,
  { progress, stopping }: Watched,
): Promise<void> {
  const [eventStore, checkpoints] = [application.get(EventStore), application.get(Checkpoints)];
  const { description: projector = '' } = consumers.projector;
  const newest = await eventStore.newest();
  let folded = await checkpoints.read(projector);
  for (let pauses = 1; isBehind(folded, newest); pauses += 1) {
    stopping.throwIfAborted();
    await pause(pauseMs);
    folded = await checkpoints.read(projector);
    if (pauses % pausesATelling > 0) continue;
    const events = await eventStore.distance(folded);
    progress(`the views are ${events < 10_000 ? events : 'over 10,000'} events behind the log …`);
  }
}
