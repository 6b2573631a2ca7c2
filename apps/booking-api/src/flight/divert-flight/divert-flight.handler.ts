import { unknownAirports } from '#contracts';
import { divertFlight } from '#domain';
import { invalid } from '#platform';
import { Airports } from '#reference-data';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { DivertFlightCommand } from './divert-flight.command.js';

@CommandHandler(DivertFlightCommand)
export class DivertFlightHandler implements ICommandHandler<DivertFlightCommand> {
  constructor(
    private readonly flights: FlightCommands,
    private readonly airports: Airports,
  ) {}

  async execute({ flightId, request, requested }: DivertFlightCommand): Promise<HandledFlight> {
    const faults = unknownAirports('body', { '/airport': request.airport }, this.airports);
    if (faults.length > 0) throw invalid(...faults);
    return this.flights.handle({
      flightId,
      requested,
      occurredAt: request.occurredAt,
      decide: (flight, now) =>
        divertFlight({ flightId, ...request, occurredAt: request.occurredAt ?? now }, flight),
    });
  }
}
