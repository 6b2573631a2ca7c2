import type { OccurrenceRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledFlight } from '../flight-commands.js';

export class ArriveFlightCommand extends Command<HandledFlight> {
  constructor(
    readonly flightId: string,
    readonly request: OccurrenceRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
