import { consumers, hopOf, type RecordedEvent, topics } from '#contracts';
import { ErrorsAsTheyAre } from '#streaming';
import { Timers } from '#timers';
import { Controller, Logger, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { timersAfter } from './timers-after.js';

/** Sets the timers that follow from the stream's events; the stream repeats a batch whose timers were not set. */
@Controller()
@UseFilters(ErrorsAsTheyAre)
export class ProcessManagerController {
  private readonly logger = new Logger('process-manager');

  constructor(private readonly timers: Timers) {}

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
    this.logger.debug({ events: events.map(hopOf) }, 'timers set');
  }
}
