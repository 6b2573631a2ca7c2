import type { ScheduleFlightRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledFlight } from '../flight-commands.js';

export class ScheduleFlightCommand extends Command<HandledFlight> {
  constructor(
    readonly request: ScheduleFlightRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
