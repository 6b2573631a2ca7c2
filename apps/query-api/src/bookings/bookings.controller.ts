import { type BookingAnswer, getBooking, renderBooking, type RequestOf } from '#contracts';
import { Parsed, Problem, Route } from '#platform';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OpenedBookings } from './opened-bookings.js';

@Controller()
export class BookingsController {
  constructor(private readonly bookings: OpenedBookings) {}

  @Route(getBooking)
  async booking(
    @Parsed(getBooking) { params: { recordLocator }, headers }: RequestOf<typeof getBooking>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookingAnswer> {
    const found = await this.bookings.find(recordLocator, headers);
    if (found === undefined) {
      throw new Problem(
        'not-found',
        `there is no booking ${recordLocator} of yours; one that was placed a moment ago is seen with its Consistency-Token`,
      );
    }
    const { booking, version, personalData } = found;
    reply.header('cache-control', 'private, no-store');
    return renderBooking(booking, version, personalData);
  }
}
