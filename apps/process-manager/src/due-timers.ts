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

/** Does what timers tell when they are due. One that fails is repeated; a slow one holds up the next look. */
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
    let idle = shortestPause;
    while (!this.stopping.signal.aborted) {
      try {
        const due = await this.timers.claim(atOnce);
        const ran = await Promise.allSettled(due.map((timer) => this.run(timer)));
        const lost = ran.find((each) => each.status === 'rejected');
        if (lost !== undefined) throw lost.reason;
        idle = due.length > 0 ? 0 : Math.min(Math.max(idle * 2, shortestPause), longestPause);
      } catch (error) {
        this.logger.error(error, 'the timers could not be read or kept');
        idle = pauseAfterFailure;
      }
      if (idle > 0) {
        await pause(idle, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async run(timer: DueTimer): Promise<void> {
    try {
      const done = await this.tasks.run(timer.task);
      await (done === undefined ? this.timers.end(timer) : this.timers.postpone(timer, done.until));
    } catch (error) {
      this.logger.error(error, `${timer.id} failed; it will be repeated`);
      await this.timers.fail(timer);
    }
  }
}
