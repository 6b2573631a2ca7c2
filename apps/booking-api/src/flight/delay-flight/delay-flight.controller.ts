import { type AnswerOf, postDelay, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlightAnswers } from '../flight-answers.js';
import { DelayFlightCommand } from './delay-flight.command.js';

@Controller()
export class DelayFlightController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: FlightAnswers,
  ) {}

  @Route(postDelay)
  async delay(
    @Parsed(postDelay) { params, body }: RequestOf<typeof postDelay>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postDelay>> {
    const requested = this.credentials.commandOf(postDelay, request);
    const command = new DelayFlightCommand(params.flightId, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
