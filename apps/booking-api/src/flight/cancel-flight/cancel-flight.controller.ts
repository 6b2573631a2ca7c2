import { type AnswerOf, postFlightCancellation, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlightAnswers } from '../flight-answers.js';
import { CancelFlightCommand } from './cancel-flight.command.js';

@Controller()
export class CancelFlightController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: FlightAnswers,
  ) {}

  @Route(postFlightCancellation)
  async cancel(
    @Parsed(postFlightCancellation) { params, body }: RequestOf<typeof postFlightCancellation>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postFlightCancellation>> {
    const requested = this.credentials.commandOf(postFlightCancellation, request);
    const command = new CancelFlightCommand(params.flightId, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
