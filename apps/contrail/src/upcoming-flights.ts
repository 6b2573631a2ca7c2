import type { EventStore } from '#event-store';
import { importSchedule, tomorrowInNewYork, unscheduledDates } from '#tools/import';
import { Logger } from '@nestjs/common';

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

  /** Begins to schedule the rest; a failure is logged and ends nothing else. */
  topUp(): void {
    this.toppingUp = this.scheduleRest();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.toppingUp;
  }

  private async scheduleRest(): Promise<void> {
    const { signal } = this.stopping;
    try {
      const added = await this.schedule(this.days, signal);
      this.progress(`${this.days} days from ${this.from}: ${added} more flights scheduled`);
    } catch (error) {
      if (!signal.aborted) this.logger.error(error, 'the coming days could not be scheduled');
    }
  }

  private async schedule(days: number, signal: AbortSignal): Promise<number> {
    const { eventStore, from } = this;
    const missing = await unscheduledDates(eventStore, { from, days });
    if (missing === undefined) return 0;
    const progress = () => undefined;
    const { scheduled } = await importSchedule({ ...missing, eventStore, progress, signal });
    return scheduled;
  }
}
