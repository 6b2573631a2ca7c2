import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledBooking } from '../handled-booking.js';

export class EraseBookingCommand extends Command<HandledBooking> {
  constructor(
    readonly recordLocator: string,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
