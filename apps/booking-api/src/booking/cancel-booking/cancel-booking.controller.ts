import { type AnswerOf, postCancellation, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BookingAnswers } from '../booking-answers.js';
import { CancelBookingCommand } from './cancel-booking.command.js';

@Controller()
export class CancelBookingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: BookingAnswers,
  ) {}

  @Route(postCancellation)
  async cancel(
    @Parsed(postCancellation) { params, body }: RequestOf<typeof postCancellation>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postCancellation>> {
    const requested = this.credentials.commandOf(postCancellation, request);
    const command = new CancelBookingCommand(params.recordLocator, body, requested);
    return this.answers.answer(await this.commands.execute(command), reply);
  }
}
