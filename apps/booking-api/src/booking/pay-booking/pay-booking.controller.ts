import { type AnswerOf, postPayment, type RequestOf } from '#contracts';
import { Credentials, Parsed, Problem, Route } from '#platform';
import { Controller, HttpStatus, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BookingAnswers } from '../booking-answers.js';
import { PayBookingCommand } from './pay-booking.command.js';

@Controller()
export class PayBookingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: BookingAnswers,
  ) {}

  /** @throws Problem `payment-declined`: an answer that wrote, and so has the headers of one */
  @Route(postPayment)
  async pay(
    @Parsed(postPayment) { params, body }: RequestOf<typeof postPayment>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postPayment>> {
    const { handled, pending, declinedBy } = await this.commands.execute(
      new PayBookingCommand(
        params.recordLocator,
        body.paymentMethod,
        this.credentials.commandOf(postPayment, request),
      ),
    );
    const answer = await this.answers.answer(handled, reply);
    if (declinedBy !== undefined) {
      const stays = handled.booking.status === 'held' ? '; the hold stays' : '';
      throw new Problem('payment-declined', `the provider has declined it${stays}`, {
        instance: `urn:uuid:${declinedBy}`,
      });
    }
    if (pending) reply.status(HttpStatus.ACCEPTED);
    return answer;
  }
}
