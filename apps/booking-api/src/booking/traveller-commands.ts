import { BookingCommands, type CommandToBooking } from '#commands';
import type { DecidedOn } from '#event-store';
import { Problem } from '#platform';
import { Injectable } from '@nestjs/common';
import { bookingIn, type HandledBooking } from './handled-booking.js';

/** A command to a booking, and how its refusals are told. */
export interface TravellerCommand<Refusal> {
  recordLocator: string;
  requested: Omit<CommandToBooking<Refusal>, 'recordLocator' | 'decide'>;
  decide: CommandToBooking<Refusal>['decide'];
  problemOf: (refusal: Refusal, streams: DecidedOn['streams']) => Problem;
}

/** What travellers ask of their bookings. */
@Injectable()
export class TravellerCommands {
  constructor(private readonly commands: BookingCommands) {}

  /** @throws Problem `not-found` for an unknown booking; that of a refusal */
  async handle<Refusal>(command: TravellerCommand<Refusal>): Promise<HandledBooking> {
    const { recordLocator, requested, decide, problemOf } = command;
    const handled = await this.commands.handle({ ...requested, recordLocator, decide });
    if (handled.outcome === 'unknown-booking') {
      throw new Problem('not-found', `there is no booking ${recordLocator}`);
    }
    return bookingIn(handled, problemOf);
  }
}
