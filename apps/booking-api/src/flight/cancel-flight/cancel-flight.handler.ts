import { cancelFlight } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { CancelFlightCommand } from './cancel-flight.command.js';

@CommandHandler(CancelFlightCommand)
export class CancelFlightHandler implements ICommandHandler<CancelFlightCommand> {
  constructor(private readonly flights: FlightCommands) {}

  execute({ flightId, request, requested }: CancelFlightCommand): Promise<HandledFlight> {
    return this.flights.handle({
      flightId,
      requested,
      decide: (flight, now) =>
        cancelFlight({ flightId, ...request, occurredAt: request.occurredAt ?? now }, flight),
    });
  }
}
