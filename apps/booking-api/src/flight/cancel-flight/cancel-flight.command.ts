import type { CancelFlightRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledFlight } from '../flight-commands.js';

export class CancelFlightCommand extends Command<HandledFlight> {
  constructor(
    readonly flightId: string,
    readonly request: CancelFlightRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
