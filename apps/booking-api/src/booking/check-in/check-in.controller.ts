import { type AnswerOf, postCheckIn, type RequestOf } from '#contracts';
import { Credentials, Parsed, Problem, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../../tell-write.js';
import { BookingAnswers } from '../booking-answers.js';
import { renderBoardingPasses } from './boarding-passes.js';
import { CheckInCommand } from './check-in.command.js';

@Controller()
export class CheckInController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: BookingAnswers,
  ) {}

  @Route(postCheckIn)
  async checkIn(
    @Parsed(postCheckIn) { params }: RequestOf<typeof postCheckIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postCheckIn>> {
    const requested = this.credentials.commandOf(postCheckIn, request);
    const command = new CheckInCommand(params.recordLocator, requested);
    const handled = await this.commands.execute(command);
    const opened = await this.answers.open(handled);
    if (opened === undefined) throw new Problem('erased', 'its names were erased');
    tellWrite(handled, reply);
    return renderBoardingPasses(handled.booking, opened);
  }
}
