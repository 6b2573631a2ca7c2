import { setTimeout as pause } from 'node:timers/promises';
import { type DueTimer, Timers } from '#timers';
import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Tasks } from './tasks/tasks.js';

const atOnce = 20;
/** Pauses between looks that find nothing, in milliseconds: from the first to the last, doubling. */
const shortestPause = 10;
const longestPause = 250;
const pauseAfterFailure = 500;

/** Does what timers tell when they are due, some at once. One that fails is repeated. */
@Injectable()
export class DueTimers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('process-manager');
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly timers: Timers,
    private readonly tasks: Tasks,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.work();
  }

  /** Waits for what has begun. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const running = new Set<Promise<void>>();
    let idle = shortestPause;
    while (!this.stopping.signal.aborted) {
      const due = await this.claim(atOnce - running.size);
      for (const timer of due ?? []) {
        const run = this.run(timer).finally(() => running.delete(run));
        running.add(run);
      }
      if (running.size === atOnce) await Promise.race(running);
      idle = pauseAfter(due, idle);
      if (idle > 0) {
        await pause(idle, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    await Promise.all(running);
  }

  /** Undefined where they could not be read. */
  private async claim(limit: number): Promise<DueTimer[] | undefined> {
    try {
      return await this.timers.claim(limit);
    } catch (error) {
      this.logger.error(error, 'the timers could not be read');
      return undefined;
    }
  }

  /** One whose end could not be kept fires again when its claim has run out. */
  private async run(timer: DueTimer): Promise<void> {
    try {
      const again = await this.tasks.run(timer.task);
      await (again === undefined ? this.timers.end(timer) : this.timers.postpone(timer, again.at));
    } catch (error) {
      this.logger.error(error, `${timer.id} failed; it will be repeated`);
      await this.timers.fail(timer).catch((lost: unknown) => {
        this.logger.error(lost, `the failure of ${timer.id} could not be kept`);
      });
    }
  }
}

function pauseAfter(due: readonly DueTimer[] | undefined, before: number): number {
  if (due === undefined) return pauseAfterFailure;
  return due.length > 0 ? 0 : Math.min(Math.max(before * 2, shortestPause), longestPause);
}
