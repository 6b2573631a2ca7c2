import type { EventStore } from '#event-store';
import { importSchedule, tomorrowInNewYork, unscheduledDates } from '#tools/import';
import { Logger } from '@nestjs/common';
import type { Watched } from './until-folded.js';

/** Schedules the real flights of the coming days: tomorrow's before the server listens, the rest while it serves. */
export class UpcomingFlights {
  /** Tomorrow in New York, `YYYY-MM-DD`. */
  readonly from = tomorrowInNewYork(new Date().toISOString());
  private readonly logger = new Logger(UpcomingFlights.name);
  private readonly stopping = new AbortController();
  private toppingUp: Promise<void> = Promise.resolve();

  constructor(
    private readonly eventStore: EventStore,
    readonly days: number,
    private readonly progress: (line: string) => void,
  ) {}

  async scheduleTomorrow(signal: AbortSignal): Promise<void> {
    const added = await this.schedule(1, signal);
    const told = added === 0 ? 'the flights were scheduled before' : `${added} flights scheduled`;
    this.progress(`${this.from}: ${told}`);
  }

  /**
   * Begins to schedule the rest; a failure is logged and ends nothing else.
   *
   * @param untilFolded is awaited after each append: who books meanwhile finds the views close behind the log
   */
  topUp(untilFolded: (watched: Watched) => Promise<void>): void {
    this.toppingUp = this.scheduleRest(untilFolded);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.toppingUp;
  }

  private async scheduleRest(untilFolded: (watched: Watched) => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    try {
      const added = await this.schedule(this.days, signal, () =>
        untilFolded({ progress: this.progress, stopping: signal }),
      );
      this.progress(`${this.days} days from ${this.from}: ${added} more flights scheduled`);
    } catch (error) {
      if (!signal.aborted) this.logger.error(error, 'the coming days could not be scheduled');
    }
  }

  private async schedule(
    days: number,
    signal: AbortSignal,
    progress: () => Promise<void> | void = () => undefined,
  ): Promise<number> {
    const { eventStore, from } = this;
    const missing = await unscheduledDates(eventStore, { from, days });
    if (missing === undefined) return 0;
    const { scheduled } = await importSchedule({ ...missing, eventStore, progress, signal });
    return scheduled;
  }
}
