import { type AnswerOf, postBooking, type RequestOf } from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../writes/tell-write.js';
import { PlaceBooking } from './place-booking.js';

@Controller()
export class PlaceBookingController {
  constructor(
    private readonly bookings: PlaceBooking,
    private readonly credentials: Credentials,
  ) {}

  /** The access token follows from the record locator: it is not kept with the answer. */
  @Route(postBooking)
  async place(
    @Parsed(postBooking) { body }: RequestOf<typeof postBooking>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postBooking, 201>> {
    const requested = this.credentials.commandOf(postBooking, request);
    const booking = tellWrite(await this.bookings.place(body, requested), reply);
    return { ...booking, accessToken: this.credentials.accessToken(booking.recordLocator) };
  }
}
