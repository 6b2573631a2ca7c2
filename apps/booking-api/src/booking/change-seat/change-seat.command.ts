import type { ChangeSeatRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledBooking } from '../handled-booking.js';

export class ChangeSeatCommand extends Command<HandledBooking> {
  constructor(
    readonly recordLocator: string,
    readonly request: ChangeSeatRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
