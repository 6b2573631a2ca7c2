import { getAirports, type RequestOf } from '#contracts';
import { Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerCacheable } from '../cacheable.js';
import { Airports } from './airports.js';

const cacheControl = 'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400';

@Controller()
export class AirportsController {
  constructor(private readonly airports: Airports) {}

  @Route(getAirports)
  list(
    @Parsed(getAirports) { headers }: RequestOf<typeof getAirports>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const { etag, json } = this.airports.list;
    reply.type('application/json; charset=utf-8');
    const rung = 'hit; detail=memory';
    return answerCacheable({ etag, rung, cacheControl, body: () => json }, headers, request, reply);
  }
}
