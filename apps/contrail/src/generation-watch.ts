import { setTimeout as pause } from 'node:timers/promises';
import type { LiveAvailability } from '#query-api';
import { type AvailabilityState, availabilityView } from '#views/folds';
import type { MemoryCopies, PostgresViewStore } from '#views/stores';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

const lookEveryMs = 500;

/**
 * When the view was built anew, lets the copies in this process go, and sends who watches a flight its new row:
 * nothing else tells it here.
 */
export class GenerationWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GenerationWatch.name);
  private readonly stopping = new AbortController();
  private looking: Promise<void> = Promise.resolve();
  /** The generation that they were told of. */
  private told = 0;

  constructor(
    private readonly views: PostgresViewStore,
    private readonly memory: MemoryCopies<AvailabilityState>,
    private readonly live: LiveAvailability,
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
        await this.tell(await this.views.generation(availabilityView));
      } catch (error) {
        this.logger.warn(`the view's generation could not be told: ${String(error)}`);
      }
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async tell(generation: number): Promise<void> {
    if (generation === this.told) return;
    this.memory.forgetBefore(generation);
    const rows = await this.views.rows(availabilityView, this.live.flights);
    await this.live.put([...rows.values()]);
    this.told = generation;
  }
}
