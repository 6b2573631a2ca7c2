import type { DelayFlightRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledFlight } from '../flight-commands.js';

export class DelayFlightCommand extends Command<HandledFlight> {
  constructor(
    readonly flightId: string,
    readonly request: DelayFlightRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
