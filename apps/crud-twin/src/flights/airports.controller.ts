import { type AirportsAnswer, getAirports, type RequestOf } from '#contracts';
import { answerCacheable, digested, Parsed, type Representation, Route } from '#platform';
import { Airports } from '#reference-data';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

const cacheControl = 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400';

/** Reference data of a file, in memory as in every application here. */
@Controller()
export class AirportsController {
  private readonly airports: Representation;

  constructor(airports: Airports) {
    this.airports = digested({ airports: airports.all() } satisfies AirportsAnswer);
  }

  @Route(getAirports)
  list(
    @Parsed(getAirports) { headers }: RequestOf<typeof getAirports>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer | undefined {
    const { airports: representation } = this;
    return answerCacheable(
      { representation, rung: 'memory', age: 0, cacheControl },
      headers,
      reply,
    );
  }
}
