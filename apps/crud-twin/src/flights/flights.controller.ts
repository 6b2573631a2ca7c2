import { getAvailability, getFlight, getSeats, type RequestOf } from '#contracts';
import { answerCacheable, Parsed, Problem, Representation, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { freshFromTables } from '../cacheable.js';
import type { Flight } from '../tables/flight.entity.js';
import { findFlight, findSeats } from './flights.js';
import { renderAvailability, renderFlight, renderSeatMap } from './render-flight.js';

/** What the three reads of a flight have in common. */
type Read = RequestOf<typeof getFlight>;

@Controller()
export class FlightsController {
  constructor(private readonly tables: DataSource) {}

  @Route(getFlight)
  async flight(
    @Parsed(getFlight) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const flight = await findFlight(this.tables.manager, read.params.flightId);
    return answer(flight, renderFlight, read, reply);
  }

  @Route(getAvailability)
  async availability(
    @Parsed(getAvailability) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const flight = await findFlight(this.tables.manager, read.params.flightId);
    return answer(flight, renderAvailability, read, reply);
  }

  @Route(getSeats)
  async seats(
    @Parsed(getSeats) read: Read,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const flight = await findSeats(this.tables.manager, read.params.flightId);
    return answer(flight, renderSeatMap, read, reply);
  }
}

/** Its ETag is the flight's version: whatever is written to the flight raises it. */
function answer(
  flight: Flight | null,
  render: (flight: Flight) => unknown,
  { params: { flightId }, headers }: Read,
  reply: FastifyReply,
): Buffer | undefined {
  if (flight === null) throw new Problem('not-found', `there is no flight ${flightId}`);
  const representation = new Representation(`${flight.version}`, JSON.stringify(render(flight)));
  return answerCacheable({ ...freshFromTables, representation }, headers, reply);
}
