import { departFlight } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { DepartFlightCommand } from './depart-flight.command.js';

@CommandHandler(DepartFlightCommand)
export class DepartFlightHandler implements ICommandHandler<DepartFlightCommand> {
  constructor(private readonly flights: FlightCommands) {}

  execute({ flightId, request, requested }: DepartFlightCommand): Promise<HandledFlight> {
    return this.flights.handle({
      flightId,
      requested,
      decide: (flight, now) =>
        departFlight({ flightId, occurredAt: request.occurredAt ?? now }, flight),
    });
  }
}
