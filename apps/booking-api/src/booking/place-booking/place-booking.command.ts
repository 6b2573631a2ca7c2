import type { PlaceBookingRequest } from '#contracts';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';
import type { HandledBooking } from '../handled-booking.js';

export class PlaceBookingCommand extends Command<HandledBooking> {
  constructor(
    readonly request: PlaceBookingRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
