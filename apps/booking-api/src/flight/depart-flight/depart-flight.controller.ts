import { type AnswerOf, postDeparture, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FlightAnswers } from '../flight-answers.js';
import { DepartFlightCommand } from './depart-flight.command.js';

@Controller()
export class DepartFlightController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: FlightAnswers,
  ) {}

  @Route(postDeparture)
  async depart(
    @Parsed(postDeparture) { params, body }: RequestOf<typeof postDeparture>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postDeparture>> {
    const requested = this.credentials.commandOf(postDeparture, request);
    const command = new DepartFlightCommand(params.flightId, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
