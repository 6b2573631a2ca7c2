import type { CancelBookingRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledBooking } from '../handled-booking.js';

export class CancelBookingCommand extends Command<HandledBooking> {
  constructor(
    readonly recordLocator: string,
    readonly request: CancelBookingRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
