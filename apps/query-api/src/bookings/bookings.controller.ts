import {
  type BookingAnswer,
  bookingStreamId,
  getBooking,
  renderBooking,
  type RequestOf,
} from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import { Vault } from '#vault';
import { bookingView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CaughtUp } from '../caught-up.js';

@Controller()
export class BookingsController {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly vault: Vault,
    private readonly caughtUp: CaughtUp,
  ) {}

  @Route(getBooking)
  async booking(
    @Parsed(getBooking) { params: { recordLocator }, headers }: RequestOf<typeof getBooking>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookingAnswer> {
    await this.caughtUp.with(bookingView, headers);
    const streamId = bookingStreamId(recordLocator);
    const row = await this.views.row(bookingView, streamId);
    if (row?.state == null || row.state.status === 'none') {
      throw new Problem(
        'not-found',
        `there is no booking ${recordLocator} of yours; one that was placed a moment ago is seen with its Consistency-Token`,
      );
    }
    const { passengers, contact } = row.state;
    const opened = await this.vault.open(streamId, { passengers, contact });
    reply.header('cache-control', 'private, no-store');
    return renderBooking(row.state, row.version, opened);
  }
}
