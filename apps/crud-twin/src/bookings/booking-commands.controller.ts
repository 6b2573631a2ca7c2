import {
  type AnswerOf,
  postCancellation,
  postCheckIn,
  postSeatChange,
  type RequestOf,
} from '#contracts';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tellWrite } from '../writes/tell-write.js';
import { CancelBooking } from './cancel-booking.js';
import { ChangeSeat } from './change-seat.js';
import { CheckIn } from './check-in.js';

@Controller()
export class BookingCommandsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly seats: ChangeSeat,
    private readonly cancellations: CancelBooking,
    private readonly checkIns: CheckIn,
  ) {}

  @Route(postSeatChange)
  async changeSeat(
    @Parsed(postSeatChange) { params, body }: RequestOf<typeof postSeatChange>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postSeatChange>> {
    const requested = this.credentials.commandOf(postSeatChange, request);
    return tellWrite(await this.seats.change(params.recordLocator, body, requested), reply);
  }

  @Route(postCancellation)
  async cancel(
    @Parsed(postCancellation) { params, body }: RequestOf<typeof postCancellation>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postCancellation>> {
    const requested = this.credentials.commandOf(postCancellation, request);
    return tellWrite(await this.cancellations.cancel(params.recordLocator, body, requested), reply);
  }

  @Route(postCheckIn)
  async checkIn(
    @Parsed(postCheckIn) { params }: RequestOf<typeof postCheckIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postCheckIn>> {
    const requested = this.credentials.commandOf(postCheckIn, request);
    return tellWrite(await this.checkIns.checkIn(params.recordLocator, requested), reply);
  }
}
