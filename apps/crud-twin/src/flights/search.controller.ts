import {
  type FlightsAnswer,
  getFlights,
  offersSeats,
  type RequestOf,
  unknownAirports,
} from '#contracts';
import { answerCacheable, digested, invalid, Parsed, Route } from '#platform';
import { Airports } from '#reference-data';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { freshFromTables } from '../cacheable.js';
import { searchFlights } from './flights.js';
import { renderFlight } from './render-flight.js';

type Search = RequestOf<typeof getFlights>;

@Controller()
export class SearchController {
  constructor(
    private readonly airports: Airports,
    private readonly tables: DataSource,
  ) {}

  @Route(getFlights)
  async flights(
    @Parsed(getFlights) { query, headers }: Search,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const { origin, destination } = query;
    const faults = unknownAirports('query', { origin, destination }, this.airports);
    if (faults.length > 0) throw invalid(...faults);
    const found = await searchFlights(this.tables.manager, query);
    const flights = found.filter((flight) => offersSeats(flight.cabins, query)).map(renderFlight);
    const representation = digested({ flights } satisfies FlightsAnswer);
    return answerCacheable({ ...freshFromTables, representation }, headers, reply);
  }
}
