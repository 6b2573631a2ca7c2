import { delayFlight } from '#domain';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { DelayFlightCommand } from './delay-flight.command.js';

@CommandHandler(DelayFlightCommand)
export class DelayFlightHandler implements ICommandHandler<DelayFlightCommand> {
  constructor(private readonly flights: FlightCommands) {}

  execute({ flightId, request, requested }: DelayFlightCommand): Promise<HandledFlight> {
    return this.flights.handle({
      flightId,
      requested,
      decide: (flight, now) =>
        delayFlight(
          {
            flightId,
            minutes: request.minutes,
            cause: request.cause ?? 'unknown',
            occurredAt: request.occurredAt ?? now,
          },
          flight,
        ),
    });
  }
}
