import { changeSeat } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TravellerCommands } from '../traveller-commands.js';
import type { HandledBooking } from '../handled-booking.js';
import { ChangeSeatCommand } from './change-seat.command.js';
import { changeSeatProblem } from './change-seat.problem.js';

@CommandHandler(ChangeSeatCommand)
export class ChangeSeatHandler implements ICommandHandler<ChangeSeatCommand> {
  constructor(private readonly bookings: TravellerCommands) {}

  execute({ recordLocator, request, requested }: ChangeSeatCommand): Promise<HandledBooking> {
    return this.bookings.handle({
      recordLocator,
      requested,
      decide: ({ booking, flights, now }) => changeSeat({ ...request, now }, booking, flights),
      problemOf: changeSeatProblem,
    });
  }
}
