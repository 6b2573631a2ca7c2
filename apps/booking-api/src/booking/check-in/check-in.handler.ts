import { checkIn } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TravellerCommands } from '../traveller-commands.js';
import type { HandledBooking } from '../handled-booking.js';
import { CheckInCommand } from './check-in.command.js';
import { checkInProblem } from './check-in.problem.js';

@CommandHandler(CheckInCommand)
export class CheckInHandler implements ICommandHandler<CheckInCommand> {
  constructor(private readonly bookings: TravellerCommands) {}

  execute({ recordLocator, requested }: CheckInCommand): Promise<HandledBooking> {
    return this.bookings.handle({
      recordLocator,
      requested,
      decide: ({ booking, flights, now }) => checkIn({ now }, booking, flights),
      problemOf: checkInProblem,
    });
  }
}
