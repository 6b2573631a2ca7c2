import { setTimeout as pause } from 'node:timers/promises';
import { type AvailabilityState, availabilityView } from '#views/folds';
import type { MemoryCopies, PostgresViewStore } from '#views/stores';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

const lookEveryMs = 500;

/** Lets the copies in this process go when their view was built anew: nothing else tells it here. */
export class GenerationWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GenerationWatch.name);
  private readonly stopping = new AbortController();
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly views: PostgresViewStore,
    private readonly memory: MemoryCopies<AvailabilityState>,
  ) {}

  onApplicationBootstrap(): void {
    this.looking = this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.memory.forgetBefore(await this.views.generation(availabilityView));
      } catch (error) {
        this.logger.warn(`the view's generation could not be told: ${String(error)}`);
      }
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
