import { scheduleFlight } from '#domain';
import { Airports } from '#reference-data';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FlightCommands, type HandledFlight } from '../flight-commands.js';
import { scheduleOf } from './schedule.js';
import { ScheduleFlightCommand } from './schedule-flight.command.js';

@CommandHandler(ScheduleFlightCommand)
export class ScheduleFlightHandler implements ICommandHandler<ScheduleFlightCommand> {
  constructor(
    private readonly flights: FlightCommands,
    private readonly airports: Airports,
  ) {}

  async execute({ request, requested }: ScheduleFlightCommand): Promise<HandledFlight> {
    const schedule = scheduleOf(request, this.airports);
    return this.flights.handle({
      flightId: schedule.flightId,
      requested,
      decide: (flight) => scheduleFlight(schedule, flight),
    });
  }
}
