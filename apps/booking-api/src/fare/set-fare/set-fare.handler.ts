import { flightOf, flightStreamId } from '#contracts';
import { EventStore } from '#event-store';
import { Fares } from '#fares';
import { Problem } from '#platform';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SetFareCommand } from './set-fare.command.js';

/** Writes a row, and no event: what captures the change has the process manager write that. */
@CommandHandler(SetFareCommand)
export class SetFareHandler implements ICommandHandler<SetFareCommand> {
  constructor(
    private readonly eventStore: EventStore,
    private readonly fares: Fares,
  ) {}

  /** @throws Problem `not-found` for a flight, or a cabin of it, that there is not */
  async execute({ flightId, cabin, fare }: SetFareCommand): Promise<number> {
    const streamId = flightStreamId(flightId);
    const { streams } = await this.eventStore.load([streamId]);
    const flight = flightOf(streams.get(streamId) ?? { events: [] });
    if (flight.status === 'unscheduled') {
      throw new Problem('not-found', `there is no flight ${flightId}`);
    }
    if (!flight.fares.some((of) => of.cabin === cabin)) {
      throw new Problem('not-found', `${flightId} has no ${cabin}`);
    }
    return this.fares.set({ flightId, cabin, ...fare });
  }
}
