import { type AnswerOf, postFlight, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../writes/tell-write.js';
import { ScheduleFlight } from './schedule-flight.js';

@Controller()
export class ScheduleFlightController {
  constructor(
    private readonly flights: ScheduleFlight,
    private readonly credentials: Credentials,
  ) {}

  @Route(postFlight)
  async schedule(
    @Parsed(postFlight) { body }: RequestOf<typeof postFlight>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postFlight, 201>> {
    const requested = this.credentials.commandOf(postFlight, request);
    return tellWrite(await this.flights.schedule(body, requested), reply);
  }
}
