import { bookingStreamId, eraseBooking } from '#domain';
import { Vault } from '#vault';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { HandledBooking } from '../handled-booking.js';
import { TravellerCommands } from '../traveller-commands.js';
import { EraseBookingCommand } from './erase-booking.command.js';
import { eraseBookingProblem } from './erase-booking.problem.js';

/**
 * The event first, then the key: what a crash leaves between them, a repeat or the process manager ends. The
 * other way round, persons would be gone that no event says to be, and no view would hear of it.
 */
@CommandHandler(EraseBookingCommand)
export class EraseBookingHandler implements ICommandHandler<EraseBookingCommand> {
  constructor(
    private readonly bookings: TravellerCommands,
    private readonly vault: Vault,
  ) {}

  async execute({ recordLocator, requested }: EraseBookingCommand): Promise<HandledBooking> {
    const handled = await this.bookings.handle({
      recordLocator,
      requested,
      decide: ({ booking, flights, now }) => eraseBooking({ now }, booking, flights),
      problemOf: eraseBookingProblem,
    });
    await this.vault.erase(bookingStreamId(recordLocator));
    return handled;
  }
}
