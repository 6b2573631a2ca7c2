import { type AnswerOf, postPayment, type RequestOf } from '#contracts';
import { Credentials, Parsed, Problem, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../writes/tell-write.js';
import { PayBooking } from './pay-booking.js';

@Controller()
export class PayBookingController {
  constructor(
    private readonly payments: PayBooking,
    private readonly credentials: Credentials,
  ) {}

  /** @throws Problem `payment-declined`: an answer that wrote, and so has the headers of one */
  @Route(postPayment)
  async pay(
    @Parsed(postPayment) { params, body }: RequestOf<typeof postPayment>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postPayment>> {
    const requested = this.credentials.commandOf(postPayment, request);
    const { recordLocator } = params;
    const answered = await this.payments.pay(recordLocator, body.paymentMethod, requested);
    const booking = tellWrite(answered, reply);
    if (!answered.isDeclined) return booking;
    const stays = booking.status === 'held' ? '; the hold stays' : '';
    const instance = `urn:uuid:${answered.paymentId}`;
    throw new Problem('payment-declined', `the provider has declined it${stays}`, { instance });
  }
}
