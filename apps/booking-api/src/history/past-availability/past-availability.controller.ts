import { getPastAvailability, type RequestOf } from '#contracts';
import { isBefore, plusSeconds } from '#domain';
import { answerCacheable, digested, Parsed, Problem, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { LogClock } from '../log-clock.js';
import { PastAvailabilityQuery } from './past-availability.query.js';

/** What was recorded by an instant is settled at once; this is for a clock that is set back. */
const settledAfterSeconds = 60;

@Controller()
export class PastAvailabilityController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: LogClock,
  ) {}

  @Route(getPastAvailability)
  async availability(
    @Parsed(getPastAvailability)
    { params: { flightId }, query: { asOf }, headers }: RequestOf<typeof getPastAvailability>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const now = await this.clock.notBefore(asOf);
    const answer = await this.queries.execute(new PastAvailabilityQuery(flightId, asOf));
    if (answer === undefined) {
      throw new Problem('not-found', `there was no flight ${flightId} at ${asOf}`);
    }
    const isSettled = isBefore(plusSeconds(asOf, settledAfterSeconds), now);
    const cacheControl = isSettled ? 'public, max-age=31536000, immutable' : 'no-store';
    return answerCacheable(
      { representation: digested(answer), rung: 'log', age: 0, cacheControl },
      headers,
      reply,
    );
  }
}
