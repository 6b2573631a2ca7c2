import { type AnswerOf, getPastBooking, type RequestOf } from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { LogClock } from '../log-clock.js';
import { PastBookingQuery } from './past-booking.query.js';

@Controller()
export class PastBookingController {
  constructor(
    private readonly queries: QueryBus,
    private readonly clock: LogClock,
  ) {}

  @Route(getPastBooking)
  async booking(
    @Parsed(getPastBooking)
    { params: { recordLocator }, query: { asOf } }: RequestOf<typeof getPastBooking>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof getPastBooking>> {
    await this.clock.notBefore(asOf);
    const booking = await this.queries.execute(new PastBookingQuery(recordLocator, asOf));
    if (booking === undefined) {
      throw new Problem('not-found', `there was no booking ${recordLocator} of yours at ${asOf}`);
    }
    reply.header('cache-control', 'private, no-store');
    return booking;
  }
}
