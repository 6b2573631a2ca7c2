import { type AnswerOf, postSeatChange, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BookingAnswers } from '../booking-answers.js';
import { ChangeSeatCommand } from './change-seat.command.js';

@Controller()
export class ChangeSeatController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: BookingAnswers,
  ) {}

  @Route(postSeatChange)
  async changeSeat(
    @Parsed(postSeatChange) { params, body }: RequestOf<typeof postSeatChange>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postSeatChange>> {
    const requested = this.credentials.commandOf(postSeatChange, request);
    const command = new ChangeSeatCommand(params.recordLocator, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
