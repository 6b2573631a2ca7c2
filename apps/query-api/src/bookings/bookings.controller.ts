import { bookingAnswer, bookingStreamId } from '#contracts';
import { Credentials, Problem } from '#platform';
import { Vault } from '#vault';
import { bookingView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CaughtUp, type ConsistencyHeaders } from '../caught-up.js';

@ApiTags('bookings')
@Controller('/v1/bookings')
export class BookingsController {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly vault: Vault,
    private readonly credentials: Credentials,
    private readonly caughtUp: CaughtUp,
  ) {}

  @Get(':recordLocator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'A booking, by its access token or the operator key' })
  async booking(
    @Param('recordLocator') recordLocator: string,
    @Headers() headers: ConsistencyHeaders & { authorization?: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const credential = this.credentials.credential(headers.authorization);
    const unknown = new Problem('not-found', `there is no booking ${recordLocator} of yours`);
    if (!credential.operator && credential.recordLocator !== recordLocator) throw unknown;
    await this.caughtUp.with(bookingView, headers);
    const streamId = bookingStreamId(recordLocator);
    const row = await this.views.row(bookingView, streamId);
    if (row?.state == null || row.state.status === 'none') throw unknown;
    const { passengers, contact } = row.state;
    const opened = await this.vault.open(streamId, { passengers, contact });
    reply.header('cache-control', 'private, no-store');
    return bookingAnswer(
      row.state,
      row.version,
      opened && { passengers: opened.passengers, contact: opened.contact },
    );
  }
}
