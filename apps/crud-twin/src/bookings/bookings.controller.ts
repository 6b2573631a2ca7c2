import { type BookingAnswer, getBooking, type RequestOf } from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { findBooking } from './bookings.js';
import { renderBooking } from './render-booking.js';

@Controller()
export class BookingsController {
  constructor(private readonly tables: DataSource) {}

  @Route(getBooking)
  async booking(
    @Parsed(getBooking) { params: { recordLocator } }: RequestOf<typeof getBooking>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookingAnswer> {
    const booking = await this.tables.transaction('REPEATABLE READ', (manager) =>
      findBooking(manager, recordLocator),
    );
    if (booking === undefined) {
      throw new Problem('not-found', `there is no booking ${recordLocator} of yours`);
    }
    reply.header('cache-control', 'private, no-store');
    return renderBooking(booking);
  }
}
