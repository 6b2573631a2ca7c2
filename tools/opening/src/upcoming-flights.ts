import type { EventStore } from '#event-store';
import { importSchedule, tomorrowInNewYork, unscheduledDates } from '#tools/import';

/** Who is told how it goes. */
export interface Told {
  progress: (line: string) => void;
  failure: (error: unknown, what: string) => void;
}

/** Schedules the real flights of the coming days: tomorrow's before the server listens, the rest while it serves. */
export class UpcomingFlights {
  /** Tomorrow in New York, `YYYY-MM-DD`. */
  readonly from = tomorrowInNewYork(new Date().toISOString());
  private readonly stopping = new AbortController();
  private toppingUp: Promise<void> = Promise.resolve();

  constructor(
    private readonly eventStore: EventStore,
    readonly days: number,
    private readonly told: Told,
  ) {}

  async scheduleTomorrow(signal: AbortSignal): Promise<void> {
    const added = await this.schedule(1, signal);
    const told = added === 0 ? 'the flights were scheduled before' : `${added} flights scheduled`;
    this.told.progress(`${this.from}: ${told}`);
  }

  /**
   * Begins to schedule the rest; a failure is told and ends nothing else.
   *
   * @param untilFolded is awaited after each append: who books meanwhile finds the views close behind the log
   */
  topUp(untilFolded: (stopping: AbortSignal) => Promise<void>): void {
    this.toppingUp = this.scheduleRest(untilFolded);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.toppingUp;
  }

  private async scheduleRest(untilFolded: (stopping: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    try {
      const added = await this.schedule(this.days, signal, () => untilFolded(signal));
      this.told.progress(`${this.days} days from ${this.from}: ${added} more flights scheduled`);
    } catch (error) {
      if (!signal.aborted) this.told.failure(error, 'the coming days could not be scheduled');
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
