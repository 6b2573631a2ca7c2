import { type BookingAnswer, bookingStreamId, consistencyToken, renderBooking } from '#contracts';
import { Problem } from '#platform';
import { Vault } from '#vault';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { HandledBooking } from './handled-booking.js';

/** How every command of a booking is answered. */
@Injectable()
export class BookingAnswers {
  constructor(private readonly vault: Vault) {}

  /** @throws Problem `erased` for a repeat whose personal data is gone */
  async answer(
    { booking, version, versions, replayed }: HandledBooking,
    reply: FastifyReply,
  ): Promise<BookingAnswer> {
    const { recordLocator, passengers, contact } = booking;
    const opened = await this.vault.open(bookingStreamId(recordLocator), { passengers, contact });
    if (opened === undefined && replayed) throw new Problem('erased', 'its names were erased');
    reply
      .header('consistency-token', consistencyToken(versions))
      .header('cache-control', 'private, no-store');
    if (replayed) reply.header('idempotent-replayed', 'true');
    return renderBooking(booking, version, opened);
  }
}
