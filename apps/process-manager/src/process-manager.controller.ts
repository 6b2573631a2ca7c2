import { consumers, faresTopic, hopOf, type RecordedEvent, topics } from '#contracts';
import { ErrorsAsTheyAre } from '#streaming';
import { Timers } from '#timers';
import { Controller, Logger, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { FareChanges } from './fare-changes.js';
import { timersAfter } from './timers-after.js';

/** What follows from the stream's events: timers, and changed fares. The stream repeats a batch that failed. */
@Controller()
@UseFilters(ErrorsAsTheyAre)
export class ProcessManagerController {
  private readonly logger = new Logger('process-manager');

  constructor(
    private readonly timers: Timers,
    private readonly fares: FareChanges,
  ) {}

  @EventPattern(topics.bookings, consumers.processManager)
  async bookings(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.setTimers(events);
  }

  @EventPattern(topics.flights, consumers.processManager)
  async flights(@Payload() events: RecordedEvent[]): Promise<void> {
    await this.setTimers(events);
  }

  private async setTimers(events: readonly RecordedEvent[]): Promise<void> {
    await this.timers.set(events.flatMap(timersAfter));
    this.logger.debug(() => ({ events: events.map(hopOf) }), 'timers set');
  }

  @EventPattern(faresTopic, consumers.processManager)
  async changedFares(@Payload() changes: RecordedEvent[]): Promise<void> {
    await this.fares.tell(changes);
  }
}
