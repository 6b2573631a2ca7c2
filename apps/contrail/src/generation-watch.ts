import { setTimeout as pause } from 'node:timers/promises';
import type { AvailabilityInMemory, LiveAvailability } from '#query-api';
import { availabilityView } from '#views/folds';
import type { PostgresViewStore } from '#views/stores';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

const lookEveryMs = 500;
/** A look takes a few milliseconds: this is out of touch. */
const outOfTouchMs = 2_000;
const filledAtOnce = 1_000;

/**
 * Fills the copies in this process, before it is ready, and again when their view was built anew, and then sends who
 * watches a flight its new row: nothing else tells that here. Changes are pushed to them by the projector.
 */
export class GenerationWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GenerationWatch.name);
  private readonly stopping = new AbortController();
  private looking: Promise<void> = Promise.resolve();
  private generation = 0;
  private touchedAt = 0;

  constructor(
    private readonly views: PostgresViewStore,
    private readonly memory: AvailabilityInMemory,
    private readonly live: LiveAvailability,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.looking = this.lookAgainAndAgain();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  /** How long PostgreSQL, and with it the projector, has not answered; 0 while it does. */
  get silentMs(): number {
    const silentMs = Date.now() - this.touchedAt;
    return silentMs > outOfTouchMs ? silentMs : 0;
  }

  private async lookAgainAndAgain(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
      await this.look().catch((error: unknown) => {
        this.logger.warn(`the view's generation could not be told: ${String(error)}`);
      });
    }
  }

  private async look(): Promise<void> {
    const generation = await this.views.generation(availabilityView);
    this.touchedAt = Date.now();
    if (generation === this.generation) return;
    await this.fill();
    this.memory.forgetBefore(generation);
    const watched = await this.views.rows(availabilityView, this.live.flights);
    await this.live.put([...watched.values()]);
    this.generation = generation;
  }

  /**
   * As far as there is room: what no longer fits is read when it is asked for. Rows of a former generation are replaced
   * one by one, so that the hot ones never go together.
   */
  private async fill(): Promise<void> {
    const { memory, stopping } = this;
    const hasFormer = this.generation > 0;
    let last = '';
    while ((hasFormer || !memory.isFull) && !stopping.signal.aborted) {
      const { moment, isFull } = memory;
      const rows = await this.views.rowsAfter(availabilityView, last, filledAtOnce);
      memory.putAsked(isFull ? rows.filter(({ streamId }) => memory.has(streamId)) : rows, moment);
      this.touchedAt = Date.now();
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.streamId;
    }
  }
}
