import { type AnswerOf, postArrival, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlightAnswers } from '../flight-answers.js';
import { ArriveFlightCommand } from './arrive-flight.command.js';

@Controller()
export class ArriveFlightController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: FlightAnswers,
  ) {}

  @Route(postArrival)
  async arrive(
    @Parsed(postArrival) { params, body }: RequestOf<typeof postArrival>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postArrival>> {
    const requested = this.credentials.commandOf(postArrival, request);
    const command = new ArriveFlightCommand(params.flightId, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
