import { arriveFlight } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { ArriveFlightCommand } from './arrive-flight.command.js';

@CommandHandler(ArriveFlightCommand)
export class ArriveFlightHandler implements ICommandHandler<ArriveFlightCommand> {
  constructor(private readonly flights: FlightCommands) {}

  execute({ flightId, request, requested }: ArriveFlightCommand): Promise<HandledFlight> {
    return this.flights.handle({
      flightId,
      requested,
      occurredAt: request.occurredAt,
      decide: (flight, now) =>
        arriveFlight({ flightId, occurredAt: request.occurredAt ?? now }, flight),
    });
  }
}
