import { setTimeout as pause } from 'node:timers/promises';
import {
  type AnswerOf,
  bookingStreamId,
  postRetrieval,
  renderBooking,
  type RequestOf,
} from '#contracts';
import { Credentials, Parsed, Problem, Route } from '#platform';
import { Vault } from '#vault';
import { bookingView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { Controller, Ip, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CaughtUp } from '../../caught-up.js';
import { RetrievalLimits } from './retrieval-limits.js';
import { isSameName } from './same-name.js';

/** No answer comes sooner: how soon it comes tells nothing about what was wrong. */
const answerAfterMs = 50;

@Controller()
export class RetrievalController {
  constructor(
    private readonly views: PostgresViewStore,
    private readonly vault: Vault,
    private readonly credentials: Credentials,
    private readonly limits: RetrievalLimits,
    private readonly caughtUp: CaughtUp,
  ) {}

  @Route(postRetrieval)
  async retrieve(
    @Parsed(postRetrieval) { body, headers }: RequestOf<typeof postRetrieval>,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof postRetrieval>> {
    const { recordLocator, familyName } = body;
    await this.limits.take(address, recordLocator);
    await this.caughtUp.with(bookingView, headers);
    const [names] = await Promise.all([this.familyNames(recordLocator), pause(answerAfterMs)]);
    if (!names.some((name) => isSameName(name, familyName))) {
      throw new Problem('not-found', 'there is no booking of that record locator and name');
    }
    reply.header('cache-control', 'private, no-store');
    return { accessToken: this.credentials.accessToken(recordLocator) };
  }

  /** None when there is no booking, or its names were erased: the same look-ups in each case. */
  private async familyNames(recordLocator: string): Promise<string[]> {
    const streamId = bookingStreamId(recordLocator);
    const row = await this.views.row(bookingView, streamId);
    const booking = row?.state?.status === 'none' ? undefined : row?.state;
    const sealed = booking && { passengers: booking.passengers, contact: booking.contact };
    const opened = await this.vault.open(streamId, { ...sealed });
    if (row === undefined || booking == null) return [];
    const { passengers } = renderBooking(booking, row.version, opened);
    return passengers.map(({ familyName }) => familyName).filter((name) => name !== null);
  }
}
