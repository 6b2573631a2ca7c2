import { setTimeout as pause } from 'node:timers/promises';
import { availabilityView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Routes } from '../routes.js';

const lookEveryMs = 500;
const readAtOnce = 10_000;

/**
 * Notes the routes of all flights that the view has, at the start and again when it was built anew: it may show flights
 * then of which no row is pushed. Memory notes those of each row that it takes.
 */
@Injectable()
export class RouteIndex implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RouteIndex.name);
  private readonly stopping = new AbortController();
  private looking: Promise<void> = Promise.resolve();
  /** Of the flights that were noted last. */
  private generation = 0;

  constructor(
    private readonly views: PostgresViewStore,
    private readonly routes: Routes,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.looking = this.lookAgainAndAgain();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async lookAgainAndAgain(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
      await this.look().catch((error: unknown) => {
        this.logger.warn(`whether there are other flights could not be told: ${String(error)}`);
      });
    }
  }

  private async look(): Promise<void> {
    const generation = await this.views.generation(availabilityView);
    if (generation === this.generation) return;
    await this.noteAll();
    this.generation = generation;
  }

  private async noteAll(): Promise<void> {
    for (let last: string | undefined = ''; last !== undefined && !this.stopping.signal.aborted;) {
      const flights = await this.views.routesAfter(last, readAtOnce);
      for (const { streamId, ...route } of flights) this.routes.note(streamId, route);
      last = flights.at(-1)?.streamId;
    }
  }
}
