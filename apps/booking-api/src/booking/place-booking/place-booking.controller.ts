import {
  bookingAnswer,
  consistencyToken,
  idempotencyKey,
  placeBookingRequest,
  type PlaceBookingRequest,
} from '#contracts';
import { bookingStreamId } from '#domain';
import { Credentials, parseRequest } from '#platform';
import { Body, Controller, Headers, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlaceBookingCommand } from './place-booking.command.js';

const path = '/v1/bookings';

@ApiTags('bookings')
@Controller(path)
export class PlaceBookingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: Credentials,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Hold seats on 1 to 4 flights, on all or on none' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async place(
    @Body({ schema: placeBookingRequest }) request: PlaceBookingRequest,
    @Headers('idempotency-key') key: string | undefined,
    @Req() { id }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const parsedKey = parseRequest(idempotencyKey, key, 'header', 'Idempotency-Key');
    const { booking, versions, replayed } = await this.commands.execute(
      new PlaceBookingCommand(
        request,
        this.credentials.commandId('POST', path, '', parsedKey),
        this.credentials.requestDigest(request),
        id,
      ),
    );
    const { recordLocator } = booking;
    reply
      .header('location', `${path}/${recordLocator}`)
      .header('consistency-token', consistencyToken(versions))
      .header('cache-control', 'private, no-store');
    if (replayed) reply.header('idempotent-replayed', 'true');
    const version = versions[bookingStreamId(recordLocator)] ?? 1;
    return {
      ...bookingAnswer(booking, version, request),
      accessToken: this.credentials.accessToken(recordLocator),
    };
  }
}
