import { type BookingAnswer, bookingStreamId, renderBooking } from '#contracts';
import { Problem } from '#platform';
import { Vault } from '#vault';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tellWrite } from '../tell-write.js';
import type { HandledBooking } from './handled-booking.js';

/** How commands of a booking are answered. */
@Injectable()
export class BookingAnswers {
  constructor(private readonly vault: Vault) {}

  /** @throws Problem `erased` for a repeat whose personal data is gone */
  async answer(handled: HandledBooking, reply: FastifyReply): Promise<BookingAnswer> {
    const { booking, version, replayed } = handled;
    const opened = handled.told ?? (await this.open(handled));
    if (opened === undefined && replayed) throw new Problem('erased', 'its names were erased');
    tellWrite(handled, reply);
    return renderBooking(booking, version, opened);
  }

  /** Its personal data in the clear; undefined when it was erased. */
  open({ booking }: HandledBooking): Promise<Record<string, unknown> | undefined> {
    const { recordLocator, passengers, contact } = booking;
    return this.vault.open(bookingStreamId(recordLocator), { passengers, contact });
  }
}
