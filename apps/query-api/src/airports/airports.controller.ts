import { type AirportsAnswer, getAirports, type RequestOf } from '#contracts';
import { Parsed, Route } from '#platform';
import { Airports } from '#reference-data';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { answerCacheable } from '../cacheable.js';
import { type List, list } from '../list.js';

const cacheControl = 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400';

@Controller()
export class AirportsController {
  private readonly airports: List;

  constructor(airports: Airports) {
    this.airports = list({ airports: airports.all() } satisfies AirportsAnswer);
  }

  @Route(getAirports)
  list(
    @Parsed(getAirports) { headers }: RequestOf<typeof getAirports>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const { etag, json } = this.airports;
    reply.type('application/json; charset=utf-8');
    const rung = 'memory';
    return answerCacheable({ etag, rung, age: 0, cacheControl, body: () => json }, headers, reply);
  }
}
