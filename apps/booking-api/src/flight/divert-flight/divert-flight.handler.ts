import { divertFlight } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { DivertFlightCommand } from './divert-flight.command.js';

@CommandHandler(DivertFlightCommand)
export class DivertFlightHandler implements ICommandHandler<DivertFlightCommand> {
  constructor(private readonly flights: FlightCommands) {}

  execute({ flightId, request, requested }: DivertFlightCommand): Promise<HandledFlight> {
    return this.flights.handle({
      flightId,
      requested,
      decide: (flight, now) =>
        divertFlight({ flightId, ...request, occurredAt: request.occurredAt ?? now }, flight),
    });
  }
}
