import { type AnswerOf, postBooking, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BookingAnswers } from '../booking-answers.js';
import { PlaceBookingCommand } from './place-booking.command.js';

@Controller()
export class PlaceBookingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
    private readonly answers: BookingAnswers,
  ) {}

  @Route(postBooking)
  async place(
    @Parsed(postBooking) { body }: RequestOf<typeof postBooking>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postBooking, 201>> {
    const requested = this.credentials.commandOf(postBooking, request);
    const handled = await this.commands.execute(new PlaceBookingCommand(body, requested));
    const { recordLocator } = handled.booking;
    reply.header('location', `${postBooking.path}/${recordLocator}`);
    return {
      ...(await this.answers.answer(handled, reply)),
      accessToken: this.credentials.accessToken(recordLocator),
    };
  }
}
