import { type AnswerOf, postDiversion, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlightAnswers } from '../flight-answers.js';
import { DivertFlightCommand } from './divert-flight.command.js';

@Controller()
export class DivertFlightController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: FlightAnswers,
  ) {}

  @Route(postDiversion)
  async divert(
    @Parsed(postDiversion) { params, body }: RequestOf<typeof postDiversion>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postDiversion>> {
    const requested = this.credentials.commandOf(postDiversion, request);
    const command = new DivertFlightCommand(params.flightId, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
