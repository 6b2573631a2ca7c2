import { type FlightAnswer, postFlight, type ScheduleFlightRequest } from '#contracts';
import { Problem, type RequestedCommand } from '#platform';
import { Airports } from '#reference-data';
import { HttpStatus, Injectable } from '@nestjs/common';
import { findFlight } from '../flights/flights.js';
import { insertFlights } from '../flights/insert-flights.js';
import { renderFlight } from '../flights/render-flight.js';
import { type Answered, IdempotentWrites } from '../writes/idempotent-writes.js';
import { scheduleOf } from './schedule-of.js';

@Injectable()
export class ScheduleFlight {
  constructor(
    private readonly writes: IdempotentWrites,
    private readonly airports: Airports,
  ) {}

  async schedule(
    request: ScheduleFlightRequest,
    requested: RequestedCommand,
  ): Promise<Answered<FlightAnswer>> {
    const schedule = scheduleOf(request, this.airports);
    const { flightId } = schedule;
    return this.writes.once({
      requested,
      schema: postFlight.answers[201].schema,
      work: async (manager) => {
        const inserted = await insertFlights(manager, [schedule], new Date());
        if (inserted.size === 0) {
          throw new Problem('flight-exists', `${flightId} is scheduled already`);
        }
        const flight = await findFlight(manager, flightId);
        if (flight === null) throw new Error(`${flightId} was inserted, and is not there`);
        const location = `/v1/flights/${flightId}`;
        return { status: HttpStatus.CREATED, body: renderFlight(flight), location };
      },
    });
  }
}
