import type { PlaceBookingRequest, WrittenVersions } from '#contracts';
import type { HeldBooking } from '#domain';
import type { RequestedCommand } from '#platform';
import { Command } from '@nestjs/cqrs';

export interface PlacedBooking {
  booking: HeldBooking;
  versions: WrittenVersions;
  /** The command was handled before: this is what it did then. */
  replayed: boolean;
}

export class PlaceBookingCommand extends Command<PlacedBooking> {
  constructor(
    readonly request: PlaceBookingRequest,
    readonly requested: RequestedCommand,
  ) {
    super();
  }
}
