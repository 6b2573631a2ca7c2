import type { DivertFlightRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledFlight } from '../flight-commands.js';

export class DivertFlightCommand extends Command<HandledFlight> {
  constructor(
    readonly flightId: string,
    readonly request: DivertFlightRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
