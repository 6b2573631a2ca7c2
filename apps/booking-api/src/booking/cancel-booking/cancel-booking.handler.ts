import { bookingStreamId, cancelBooking } from '#domain';
import { Vault } from '#vault';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TravellerCommands } from '../traveller-commands.js';
import type { HandledBooking } from '../handled-booking.js';
import { CancelBookingCommand } from './cancel-booking.command.js';
import { cancelBookingProblem } from './cancel-booking.problem.js';

@CommandHandler(CancelBookingCommand)
export class CancelBookingHandler implements ICommandHandler<CancelBookingCommand> {
  constructor(
    private readonly bookings: TravellerCommands,
    private readonly vault: Vault,
  ) {}

  async execute(command: CancelBookingCommand): Promise<HandledBooking> {
    const { recordLocator, request, requested } = command;
    const reason = await this.seal(recordLocator, request.reason);
    return this.bookings.handle({
      recordLocator,
      requested,
      decide: ({ booking, flights, now }) => cancelBooking({ reason, now }, booking, flights),
      problemOf: cancelBookingProblem,
    });
  }

  /** A traveller's own words may name a person. An erased booking has ended: it keeps none. */
  private async seal(recordLocator: string, reason: string | undefined) {
    if (reason === undefined) return undefined;
    return this.vault.sealFor(bookingStreamId(recordLocator), 'reason', reason);
  }
}
