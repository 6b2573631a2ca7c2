import { type FlightsAnswer, getFlights, type RequestOf, type ValidationError } from '#contracts';
import { answerCacheable, digested, invalid, Parsed, Route } from '#platform';
import { Airports } from '#reference-data';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { freshFromTables } from '../cacheable.js';
import type { Flight } from '../tables/flight.entity.js';
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
    this.assertKnown(query);
    const found = await searchFlights(this.tables.manager, query);
    const flights = found.filter((flight) => hasSeats(flight, query)).map(renderFlight);
    const representation = digested({ flights } satisfies FlightsAnswer);
    return answerCacheable({ ...freshFromTables, representation }, headers, reply);
  }

  private assertKnown({ origin, destination }: Search['query']): void {
    const faults = Object.entries({ origin, destination })
      .filter(([, airport]) => this.airports.find(airport) === undefined)
      .map(([path, airport]): ValidationError => {
        return { in: 'query', path, message: `there is no airport ${airport}` };
      });
    if (faults.length > 0) throw invalid(...faults);
  }
}

/** A party sits in one cabin: it is asked for, or any of them will do. */
function hasSeats(
  { cabins }: Flight,
  { passengers, cabin }: Pick<Search['query'], 'passengers' | 'cabin'>,
): boolean {
  if (passengers === undefined && cabin === undefined) return true;
  return cabins
    .filter((each) => cabin === undefined || each.cabin === cabin)
    .some(({ available }) => available >= (passengers ?? 1));
}
