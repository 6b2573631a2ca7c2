import { consistencyToken, postBooking, renderBooking, type RequestOf } from '#contracts';
import { bookingStreamId } from '#domain';
import { Credentials, Parsed, Route } from '#platform';
import { Controller, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlaceBookingCommand } from './place-booking.command.js';

@Controller()
export class PlaceBookingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
  ) {}

  @Route(postBooking)
  async place(
    @Parsed(postBooking) { body }: RequestOf<typeof postBooking>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { booking, versions, replayed } = await this.commands.execute(
      new PlaceBookingCommand(body, this.credentials.commandOf(request)),
    );
    const { recordLocator } = booking;
    reply
      .header('location', `${postBooking.path}/${recordLocator}`)
      .header('consistency-token', consistencyToken(versions))
      .header('cache-control', 'private, no-store');
    if (replayed) reply.header('idempotent-replayed', 'true');
    const version = versions[bookingStreamId(recordLocator)] ?? 1;
    return {
      ...renderBooking(booking, version, { passengers: body.passengers, contact: body.contact }),
      accessToken: this.credentials.accessToken(recordLocator),
    };
  }
}
