import { BookingCommands, type CommandToBooking } from '#commands';
import type { PlacedBooking } from '#domain';
import { Injectable } from '@nestjs/common';

/** A command that an event leads to; its id is the event's and the step: a repeat changes nothing. */
export type FollowingCommand<Refusal> = Omit<CommandToBooking<Refusal>, 'actor' | 'requestDigest'>;

/** What the process manager asks of bookings. */
@Injectable()
export class FollowingCommands {
  constructor(private readonly commands: BookingCommands) {}

  /** @throws Error where it could not be decided: it is to be repeated */
  async handle<Refusal>(command: FollowingCommand<Refusal>): Promise<Refusal | undefined> {
    const handled = await this.commands.handle({ ...command, actor: 'process-manager' });
    if (handled.outcome === 'refused') return handled.refusal;
    if (handled.outcome === 'handled') return undefined;
    throw new Error(`the command ${command.commandId} was not handled: ${handled.outcome}`);
  }

  /** As it is now, and PostgreSQL's clock. */
  async read(recordLocator: string): Promise<{ booking: PlacedBooking; now: string }> {
    const { booking, now } = await this.commands.read(recordLocator);
    if (booking === undefined) throw new Error(`there is no booking ${recordLocator}`);
    return { booking, now };
  }
}
