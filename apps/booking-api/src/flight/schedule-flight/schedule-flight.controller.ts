import { type AnswerOf, postFlight, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlightAnswers } from '../flight-answers.js';
import { ScheduleFlightCommand } from './schedule-flight.command.js';

@Controller()
export class ScheduleFlightController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: FlightAnswers,
  ) {}

  @Route(postFlight)
  async schedule(
    @Parsed(postFlight) { body }: RequestOf<typeof postFlight>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postFlight, 201>> {
    const requested = this.credentials.commandOf(postFlight, request);
    const handled = await this.commands.execute(new ScheduleFlightCommand(body, requested));
    reply.header('location', `/v1/flights/${handled.flightId}`);
    return this.answers.answer(handled, reply);
  }
}
