import { type FlightAnswer, postDelay } from '#contracts';
import { invalid, Problem, type RequestedCommand } from '#platform';
import { HttpStatus, Injectable } from '@nestjs/common';
import { instantOfWrite, lockFlights } from '../flights/flights.js';
import { renderFlight } from '../flights/render-flight.js';
import { Flight } from '../tables/flight.entity.js';
import { type Answered, IdempotentWrites } from '../writes/idempotent-writes.js';

type Changes = Partial<
  Pick<Flight, 'status' | 'departsAt' | 'arrivesAt' | 'delayCause' | 'departedAt'>
>;

/** What an operator tells of a flight. */
export interface Operation {
  flightId: string;
  requested: RequestedCommand;
  /** Answers what changes, none where nothing does; throws a Problem. */
  decide: (flight: Flight, now: Date) => Changes;
}

@Injectable()
export class OperateFlight {
  constructor(private readonly writes: IdempotentWrites) {}

  /** @throws Problem `not-found`, or that of the decision */
  operate({ flightId, requested, decide }: Operation): Promise<Answered<FlightAnswer>> {
    return this.writes.once({
      requested,
      schema: postDelay.answers[200].schema,
      work: async (manager) => {
        const flight = (await lockFlights(manager, [flightId])).get(flightId);
        if (flight === undefined) throw new Problem('not-found', `there is no flight ${flightId}`);
        const asOf = instantOfWrite([flight]);
        const changes = decide(flight, asOf);
        if (Object.keys(changes).length > 0) {
          const written = { ...changes, version: flight.version + 1, asOf };
          await manager.update(Flight, { flightId }, written);
          Object.assign(flight, written);
        }
        return { status: HttpStatus.OK, body: renderFlight(flight) };
      },
    });
  }
}

/** @throws Problem `flight-state` where the flight has departed or is cancelled */
export function assertExpected(flight: Flight): void {
  if (flight.status !== 'scheduled' && flight.status !== 'delayed') throw flightState(flight);
}

/**
 * @param at as the operator told it
 * @throws Problem `flight-state` where the flight is not on its way
 */
export function assertOnItsWay(flight: Flight, at: string | undefined): void {
  if (flight.status !== 'departed') throw flightState(flight);
  const { departedAt } = flight;
  if (departedAt === null || new Date(at ?? Date.now()) >= departedAt) return;
  throw beforeDeparture(departedAt, at);
}

function flightState({ flightId, status }: Flight): Problem {
  return new Problem('flight-state', `${flightId} is ${status}`);
}

function beforeDeparture(departedAt: Date, at: string | undefined): Problem {
  const departure = departedAt.toISOString();
  if (at === undefined) {
    return new Problem('flight-state', `its departure at ${departure} lies ahead`);
  }
  const message = `is before its departure at ${departure}`;
  return invalid({ in: 'body', path: '/occurredAt', message });
}
